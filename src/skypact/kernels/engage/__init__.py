"""engage: batteries and fighters act on orders."""
