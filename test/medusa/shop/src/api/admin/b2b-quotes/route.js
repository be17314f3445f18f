// Body: a row of the B2B starter's quote module.
async function POST(req, res) {
  res.status(201).json({ quote: await req.scope.resolve('quote').createQuotes(req.body) });
}

module.exports = { POST };
