class legacy {
