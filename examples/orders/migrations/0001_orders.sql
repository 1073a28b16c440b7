CREATE TABLE orders (
  generation INTEGER NOT NULL,
  id TEXT NOT NULL,
  customer TEXT NOT NULL,
  item TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  position INTEGER NOT NULL,
  PRIMARY KEY (generation, id)
);
CREATE INDEX orders_by_customer ON orders (generation, customer, id);
