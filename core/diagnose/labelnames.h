#pragma once

#include <string>
#include <vector>

namespace espalier {

/// Renames the labels of a listing after the three lines that follow each, so that a label keeps its name wherever it
/// moves: ".kqa". A label is a word that begins with '@', "$L" or ".L" and stands alone before a colon; of labels with
/// equal code below them in one listing the later ones get a number.
void nameLabels(std::vector<std::string>& lines);

} // namespace espalier
