/** Names for the residents who only fill the tables. */

export const givenNames: readonly string[] = [
  'Alice', 'Ahmed', 'Bronwen', 'Caleb', 'Daisy', 'Emeka', 'Fiona', 'Gareth', 'Hannah', 'Imran', 'Jade', 'Kwame', 'Lowenna', 'Mina',
  'Nathan', 'Olivia', 'Petroc', 'Quentin', 'Rosie', 'Samuel', 'Tamsin', 'Uma', 'Victor', 'Wendy', 'Xanthe', 'Yasmin', 'Zoe', 'Arjun',
  'Beatrice', 'Conor', 'Demelza', 'Elsie', 'Farah', 'Gwen', 'Harvey', 'Isla', 'Jowan', 'Karolina', 'Liam', 'Maisie', 'Noor',
];

export const familyNames: readonly string[] = [
  'Abbott', 'Begum', 'Carne', 'Dunstan', 'Evans', 'Fox', 'Gill', 'Hughes', 'Ivey', 'Jago', 'Kitto', 'Lanyon', 'Moyle', 'Nowak', 'Opie',
  'Penrose', 'Quick', 'Rosevear', 'Sandhu', 'Trevena', 'Uren', 'Vincent', 'Wearne', 'Yelland', 'Adeyemi', 'Bray', 'Curnow', 'Dyer',
  'Ellery', 'Friday', 'Green', 'Hicks', 'Islam', 'Jenkin', 'Keast', 'Long', 'May', 'Nankivell', 'Oliver', 'Pascoe', 'Rule', 'Spring',
  'Tonkin', 'Vyvyan', 'Winter', 'Young', 'Okonkwo',
];
