"""Many voices on one enterprise, many units of one, and where one stands among others: pure and exact."""
