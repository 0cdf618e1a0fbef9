/** Remembers the language that a person chose, for as long as the browser is open. */
import type { RequestHandler } from 'express';
import { languages } from './words.ts';

/** The cookie holds a language code and nothing else. */
export const languageCookie = 'language';

/** `?lang=cy` on any address sets the language and leads to the same page without it; an unknown code changes nothing. */
export function chooseLanguage(isSecure: boolean): RequestHandler {
  return (req, res, next) => {
    const asked = req.url.includes('lang=') ? req.query['lang'] : undefined;
    const chosen = languages.find(({ code }) => code === asked);
    if (req.method !== 'GET' || chosen === undefined) {
      next();
      return;
    }
    res.cookie(languageCookie, chosen.code, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure });
    res.redirect(303, ownPath(req.path));
  };
}

/** `//elsewhere.example` is a path to Express and another host to a browser. */
function ownPath(path: string): string {
  return path.startsWith('/') && !/^\/[/\\]/.test(path) ? path : '/';
}
