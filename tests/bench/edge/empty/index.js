// Answers everything with nothing: what workerd itself costs.
export default {
  fetch() {
    return new Response(null, { status: 202 });
  },
};
