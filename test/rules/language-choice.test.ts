/** The choice of language: remembered by a cookie, and never a way to another site. */
import { expect } from 'chai';
import express, { type Express } from 'express';
import request from 'supertest';
import { chooseLanguage } from '../../server/platform/language-choice.ts';

function anApp(isSecure = false): Express {
  const app = express();
  app.use(chooseLanguage(isSecure));
  app.use((_req, res) => {
    res.send('page');
  });
  return app;
}

describe('choosing a language', () => {
  it('leads to the same page without the choice in its address', async () => {
    const answer = await request(anApp()).get('/requests/abc?lang=cy');
    expect([answer.status, answer.headers['location']]).to.deep.equal([303, '/requests/abc']);
  });

  it('is remembered in a cookie that ends with the browser', async () => {
    const answer = await request(anApp(true)).get('/?lang=cy');
    expect(answer.headers['set-cookie']).to.deep.equal(['language=cy; Path=/; HttpOnly; Secure; SameSite=Lax']);
  });

  for (const address of ['/?lang=xx', '/?lang=cy&lang=en', '/?lang=', '/']) {
    it(`changes nothing for ${address}`, async () => {
      const answer = await request(anApp()).get(address);
      expect([answer.status, answer.headers['set-cookie']]).to.deep.equal([200, undefined]);
    });
  }

  for (const path of ['//elsewhere.example/', '/\\elsewhere.example/']) {
    it(`stays on this site for ${path}`, async () => {
      const answer = await request(anApp()).get(`${path}?lang=cy`);
      expect(answer.headers['location']).to.match(/^\/(?![/\\])/);
    });
  }
});
