"""Who a patient is: looked for, registered, told apart, seen in photographs."""
