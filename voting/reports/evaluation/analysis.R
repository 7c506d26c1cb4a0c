# Table 1 and alpha of two workshops over many areas. R 3.5 or later, no packages.
# Run it in the folder of the other files: Rscript analysis.R
options(encoding = "UTF-8")

read_csv <- function(file, ...) {
  # The first line names the columns, which are given here: it begins with a byte order mark.
  read.csv(file, header = FALSE, skip = 1, encoding = "UTF-8", na.strings = "",
           stringsAsFactors = FALSE, ...)
}
variables <- read_csv("variables.csv",
                      col.names = c("file", "variable", "type", "label", "domain", "point"))
levels_of <- read_csv("levels.csv", col.names = c("level", "label"))

load_table <- function(file) {
  about <- variables[variables$file == file, ]
  types <- ifelse(about$type == "number", "numeric", "character")
  data <- read_csv(file, col.names = about$variable, colClasses = types)
  for (at in seq_len(nrow(about))) attr(data[[at]], "label") <- about$label[at]
  data
}
decisions <- load_table("decisions.csv")
rounds <- load_table("rounds.csv")
wide <- load_table("wide.csv")

rated <- variables[variables$file == "wide.csv" & !is.na(variables$domain), ]
domains <- unique(rated$domain)
points <- unique(rated$point)[1:2]
column <- function(domain, point) {
  as.numeric(wide[[rated$variable[rated$domain == domain & rated$point == point]]])
}
labelled <- wide
for (name in rated$variable) {
  labelled[[name]] <- factor(wide[[name]], levels = levels_of$level, labels = levels_of$label)
}

# Wilcoxon's signed-rank test as SPSS has it: zeros dropped, mean ranks, ties corrected, no
# correction for continuity. The exact p counts all patterns of signs of the mean ranks, doubled.
signed_rank <- function(change) {
  d <- change[!is.na(change) & change != 0]
  n <- length(d)
  if (n == 0) return(list(z = NA, p = NA, exact = NA, basis = ""))
  doubled <- as.integer(round(2 * rank(abs(d))))
  plus <- sum(doubled[d > 0])
  minus <- sum(doubled[d < 0])
  t <- min(plus, minus)
  ties <- sum(table(abs(d))^3 - table(abs(d)))
  z <- (t / 2 - n * (n + 1) / 4) / sqrt(n * (n + 1) * (2 * n + 1) / 24 - ties / 48)
  ways <- 1
  for (r in doubled) ways <- (c(ways, rep(0, r)) + c(rep(0, r), ways)) / 2
  list(z = z, p = 2 * pnorm(z), exact = min(1, 2 * sum(ways[seq_len(t + 1)])),
       basis = if (plus == minus) "equal" else if (minus < plus) "negative" else "positive")
}

alpha <- function(point) {
  items <- do.call(cbind, lapply(domains, column, point = point))
  items <- items[stats::complete.cases(items), , drop = FALSE]
  k <- ncol(items)
  total <- if (nrow(items) > 1) var(rowSums(items)) else 0
  value <- if (k < 2 || nrow(items) < 10 || total == 0) NA else
    k / (k - 1) * (1 - sum(apply(items, 2, var)) / total)
  data.frame(point = point, n = nrow(items), alpha = value)
}

table1 <- do.call(rbind, lapply(domains, function(domain) {
  change <- column(domain, points[2]) - column(domain, points[1])
  test <- signed_rank(change)
  do.call(rbind, lapply(points, function(point) {
    x <- column(domain, point)
    x <- x[!is.na(x)]
    share <- sapply(levels_of$level, function(level) if (length(x)) 100 * mean(x == level) else NA)
    names(share) <- paste0("pct_", levels_of$level)
    first <- point == points[1]
    paired <- first && any(!is.na(change))
    data.frame(domain = domain, workshop = point, n = length(x), t(share),
               up = if (paired) sum(change > 0, na.rm = TRUE) else NA,
               same = if (paired) sum(change == 0, na.rm = TRUE) else NA,
               down = if (paired) sum(change < 0, na.rm = TRUE) else NA,
               z = if (first) test$z else NA, p = if (first) test$p else NA,
               p_exact = if (first) test$exact else NA, basis = if (first) test$basis else "")
  }))
}))
alphas <- do.call(rbind, lapply(points, alpha))

exactly <- function(data) {
  for (name in names(data)) if (is.numeric(data[[name]])) data[[name]] <- format(data[[name]], digits = 15, trim = TRUE)
  data
}
print(table1, digits = 4, row.names = FALSE)
print(alphas, digits = 4, row.names = FALSE)
write.csv(exactly(table1), "table1-R.csv", row.names = FALSE)
write.csv(exactly(alphas), "alpha-R.csv", row.names = FALSE)
