-- Seed data of the demo fleet, preparation 1 of 6: the words. Runs once, before all other steps, on a fresh
-- schema; several statements, no parameters. Everything it makes lives in schema movr_seed, which
-- 090_finish.sql drops. After the preparations 010 to 015 the steps 020 to 060 run in their order for each
-- partition, the partitions side by side, and then 090. The data are made by number (user 17 of Boston,
-- ride 4 of vehicle 3) through hashes of those numbers (never random()), so that a scale and a seed always
-- give the same fleet.

CREATE SCHEMA movr_seed;

-- share: the city's part of all users, vehicles and rides; the shares add up to 1.
CREATE UNLOGGED TABLE movr_seed.cities (
    no           integer PRIMARY KEY,
    city         text    NOT NULL,
    share        numeric NOT NULL,
    language     text    NOT NULL,
    number_first boolean NOT NULL,
    streets_to   integer NOT NULL
);
INSERT INTO movr_seed.cities VALUES
    (1, 'new york',      0.20, 'en', true,  890),
    (2, 'boston',        0.09, 'en', true,  640),
    (3, 'washington dc', 0.08, 'en', true,  990),
    (4, 'seattle',       0.07, 'en', true,  990),
    (5, 'san francisco', 0.11, 'en', true,  990),
    (6, 'los angeles',   0.12, 'en', true,  990),
    (7, 'amsterdam',     0.07, 'nl', false, 320),
    (8, 'paris',         0.16, 'fr', true,  180),
    (9, 'rome',          0.10, 'it', false, 240);

-- Names by language. ascii is the form that usernames and e-mail addresses are made of.
CREATE UNLOGGED TABLE movr_seed.names (
    language text    NOT NULL,
    part     text    NOT NULL,
    i        integer NOT NULL,
    name     text    NOT NULL,
    ascii    text    NOT NULL
);
INSERT INTO movr_seed.names
SELECT l.language, l.part, n.i - 1, n.name,
       translate(lower(n.name), 'àáâäçéèêëíîïòóôöùúûü'' -', 'aaaaceeeeiiioooouuuu')
  FROM (VALUES
    ('en', 'first', 'James,Mary,Michael,Patricia,David,Jennifer,Carlos,Linda,Robert,Elizabeth,Wei,Barbara,'
        'Daniel,Susan,Anthony,Jessica,Kevin,Sarah,Brian,Karen,Luis,Maria,Jason,Nancy,Ryan,Emily,Jacob,'
        'Ashley,Tyrone,Aisha,Eric,Priya,Jonathan,Michelle,Justin,Amanda,Brandon,Melissa,Samuel,Keisha,'
        'Gregory,Olivia,Alejandro,Hannah,Patrick,Grace,Tyler,Sofia,Nathan,Mei,Ethan,Chloe'),
    ('en', 'last', 'Smith,Johnson,Williams,Brown,Jones,Garcia,Miller,Davis,Rodriguez,Martinez,Hernandez,Lopez,'
        'Gonzalez,Wilson,Anderson,Thomas,Taylor,Moore,Jackson,Martin,Lee,Perez,Thompson,White,Harris,Sanchez,'
        'Clark,Ramirez,Lewis,Robinson,Walker,Young,Allen,King,Wright,Scott,Torres,Nguyen,Hill,Flores,Green,'
        'Adams,Nelson,Baker,Hall,Rivera,Campbell,Mitchell,Carter,Roberts,Kim,Chen,Patel,O''Brien,Sullivan,'
        'Murphy,Cohen,Washington,Goldberg,Park,Tran,Shah,Kelly,Bennett,Brooks,Reed,Cooper,Morgan,Bell,Ward'),
    ('nl', 'first', 'Daan,Emma,Sem,Julia,Lucas,Mila,Levi,Tess,Finn,Sophie,Noah,Zoë,Luuk,Sara,Bram,Nora,Milan,'
        'Eva,Jesse,Lotte,Thijs,Lieke,Sander,Anouk,Jeroen,Fleur,Maarten,Sanne,Pieter,Femke,Joost,Marloes,'
        'Willem,Ilse,Ruben,Esther,Koen,Yara,Mohammed,Fatima,Gijs,Roos,Stijn,Maud,Niels,Iris,Hendrik,Saskia'),
    ('nl', 'last', 'de Jong,Jansen,de Vries,van den Berg,van Dijk,Bakker,Janssen,Visser,Smit,Meijer,de Boer,'
        'Mulder,de Groot,Bos,Vos,Peters,Hendriks,van Leeuwen,Dekker,Brouwer,de Wit,Dijkstra,Smits,de Graaf,'
        'van der Meer,van der Linden,Kok,Jacobs,de Haan,Vermeulen,van den Heuvel,van der Veen,van den Broek,'
        'de Bruijn,de Bruin,van der Heijden,Schouten,van Beek,Willems,van Vliet,van de Ven,Hoekstra,Maas,'
        'Verhoeven,Koster,van Dam,van der Wal,Prins,Blom,Huisman,Peeters,de Jonge,Kuipers,van Veen,Post,'
        'Kuiper,Veenstra,Kramer,van den Brink,Scholten,Timmermans,Yilmaz,El Amrani,Bosman'),
    ('fr', 'first', 'Gabriel,Louise,Léo,Jade,Raphaël,Emma,Arthur,Alice,Louis,Chloé,Lucas,Lina,Adam,Rose,Jules,'
        'Léa,Hugo,Anna,Maël,Mila,Antoine,Camille,Nicolas,Élodie,Julien,Manon,Thomas,Inès,Mathieu,Juliette,'
        'Alexandre,Margaux,Guillaume,Clémence,Karim,Nadia,Olivier,Céline,François,Hélène,Benoît,Aurélie,'
        'Étienne,Sandrine,Yanis,Aïcha,Rémi,Pauline,Mamadou,Aminata,Victor,Agathe'),
    ('fr', 'last', 'Martin,Bernard,Thomas,Petit,Robert,Richard,Durand,Dubois,Moreau,Laurent,Simon,Michel,'
        'Lefebvre,Leroy,Roux,David,Bertrand,Morel,Fournier,Girard,Bonnet,Dupont,Lambert,Fontaine,Rousseau,'
        'Vincent,Muller,Lefèvre,Faure,André,Mercier,Blanc,Guérin,Boyer,Garnier,Chevalier,François,Legrand,'
        'Gauthier,Garcia,Perrin,Robin,Clément,Morin,Nicolas,Henry,Roussel,Mathieu,Gautier,Masson,Marchand,'
        'Duval,Denis,Dumont,Marie,Lemaire,Noël,Meyer,Dufour,Meunier,Brun,Blanchard,Giraud,Joly,Benali,'
        'Traoré,Diallo,Nguyen,Da Silva,Cohen'),
    ('it', 'first', 'Leonardo,Sofia,Francesco,Giulia,Alessandro,Aurora,Lorenzo,Alice,Mattia,Ginevra,Andrea,Emma,'
        'Gabriele,Giorgia,Matteo,Martina,Tommaso,Chiara,Riccardo,Anna,Edoardo,Sara,Marco,Beatrice,Luca,'
        'Francesca,Giovanni,Elisa,Davide,Valentina,Federico,Federica,Simone,Ilaria,Antonio,Silvia,Stefano,'
        'Elena,Paolo,Claudia,Roberto,Laura,Daniele,Paola,Nicolò,Caterina,Emanuele,Margherita'),
    ('it', 'last', 'Rossi,Russo,Ferrari,Esposito,Bianchi,Romano,Colombo,Ricci,Marino,Greco,Bruno,Gallo,Conti,'
        'De Luca,Mancini,Costa,Giordano,Rizzo,Lombardi,Moretti,Barbieri,Fontana,Santoro,Mariani,Rinaldi,'
        'Caruso,Ferrara,Galli,Martini,Leone,Longo,Gentile,Martinelli,Vitale,Lombardo,Serra,Coppola,De Santis,'
        'D''Angelo,Marchetti,Parisi,Villa,Conte,Ferraro,Ferri,Fabbri,Bianco,Marini,Grasso,Valentini,Messina,'
        'Sala,De Angelis,Gatti,Pellegrini,Palumbo,Sanna,Farina,Rizzi,Monti,Cattaneo,Morelli,Amato,Silvestri')
    ) AS l (language, part, words)
 CROSS JOIN LATERAL unnest(string_to_array(l.words, ',')) WITH ORDINALITY AS n (name, i);

-- How many rides start in each hour of a local day, relative to one another. A day of service runs from
-- 04:00 to 04:00, so no ride crosses from one into the next.
CREATE UNLOGGED TABLE movr_seed.hours AS
SELECT kind, hour::integer - 1 AS hour, weight
  FROM (VALUES
    ('weekday', '{8,5,3,2,2,5,15,38,62,44,26,27,36,32,26,30,44,68,60,42,30,24,18,12}'::float8[]),
    ('weekend', '{20,16,11,6,3,3,5,9,16,26,38,46,50,50,50,50,48,46,44,40,36,32,30,26}')) AS w (kind, weights)
 CROSS JOIN LATERAL unnest(weights) WITH ORDINALITY AS h (weight, hour);

CREATE UNLOGGED TABLE movr_seed.vehicle_words AS
SELECT type, array_position(ARRAY['scooter', 'bike', 'skateboard'], type) AS type_no, i::integer - 1 AS i, brand
  FROM (VALUES
    ('bike',       '{Trek,Giant,Specialized,Gazelle,Bianchi,Batavus,Cannondale,Schwinn}'::text[]),
    ('scooter',    '{Segway Ninebot,Xiaomi,Okai,Niu,Apollo,Razor,Hiboy,Unagi}'),
    ('skateboard', '{Boosted,Evolve,Meepo,Globe,Arbor,Landyachtz,Element,Santa Cruz}')) AS b (type, brands)
 CROSS JOIN LATERAL unnest(brands) WITH ORDINALITY AS w (brand, i);

-- Who works for the fleet, and what they give as a reason.
CREATE UNLOGGED TABLE movr_seed.operators AS
SELECT language, i::integer - 1 AS i, name
  FROM (VALUES
    ('en', '{dana.whitfield,marcus.lowe,priya.raman,tom.okafor}'::text[]),
    ('nl', '{femke.postma,ruben.kramer,dana.whitfield,noor.haddad}'),
    ('fr', '{claire.aubert,yann.legoff,dana.whitfield,samir.benali}'),
    ('it', '{giada.neri,paolo.vitali,dana.whitfield,irene.sala}')) AS o (language, names)
 CROSS JOIN LATERAL unnest(names) WITH ORDINALITY AS n (name, i);

CREATE UNLOGGED TABLE movr_seed.reasons AS
SELECT i::integer - 1 AS i, reason
  FROM unnest(ARRAY['Flat rear tyre', 'Brake lever loose', 'Battery does not charge', 'Reported as vandalised',
      'Lock does not open', 'Scheduled inspection', 'Headlight broken', 'Parked out of reach'])
       WITH ORDINALITY AS r (reason, i);
