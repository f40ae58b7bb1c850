#pragma once

#include <QString>

#include <optional>

namespace espalier {

/// How well the few letters that were typed stand for the text: they must appear in it in their order, spaces aside;
/// starts of words and neighbouring letters count more, so "nw" finds "New window…" before "Show or hide". Higher is
/// better; empty: not at all. An empty pattern stands for everything, equally.
std::optional<int> fuzzyScore(const QString& pattern, const QString& text);

} // namespace espalier
