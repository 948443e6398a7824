SELECT single, last, seal FROM delivery_number
