fact-undated = без даты
fact-months-ago = { $months ->
    [one] { $months } месяц назад
    [few] { $months } месяца назад
   *[many] { $months } месяцев назад
}
fact-years-ago = { $years ->
    [one] { $years } год назад
    [few] { $years } года назад
   *[many] { $years } лет назад
}
