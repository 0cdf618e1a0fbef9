# Puts two customers into Tryton through Tryton itself, so that the rows are those of the real program.
import sys
from trytond.config import config
config.update_etc(sys.argv[1])
from trytond.pool import Pool
from trytond.transaction import Transaction

Pool.start()
pool = Pool('tryton')
pool.init()
with Transaction().start('tryton', 1):
    Party = pool.get('party.party')
    Party.create([
        {
            'name': name,
            'addresses': [('create', [{'street': street, 'city': 'Penhallow', 'postal_code': postcode}])],
            'contact_mechanisms': [('create', [
                {'type': 'email', 'value': email},
                {'type': 'mobile', 'value': mobile, 'comment': comment},
            ])],
        }
        for name, street, postcode, email, mobile, comment in [
            ('Ines Carbonell', '4 Quay Row', 'ZZ99 4QR', 'ines@example.org', '07700 900341', 'Ring after six.'),
            ('Ines Carbonell', '9 Hill Rise', 'ZZ99 9HR', 'carbonell@example.org', '07700 900342', 'Another woman of that name.'),
        ]
    ])
    Transaction().commit()
