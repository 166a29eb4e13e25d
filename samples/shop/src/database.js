const connection = 'postgresql://shop:@@DATABASE@@@db.internal:5432/shop';

module.exports = { connection };
