"""decide: who may, who is asked, who orders: rule rows, messages post by post, consent, assignment."""
