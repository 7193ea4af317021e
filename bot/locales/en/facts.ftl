fact-undated = undated
fact-months-ago = { $months ->
    [one] { $months } month ago
   *[other] { $months } months ago
}
fact-years-ago = { $years ->
    [one] { $years } year ago
   *[other] { $years } years ago
}
