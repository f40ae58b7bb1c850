#pragma once

#include "core/import/kernelbench/operatorgraph.h"

#include <string>
#include <vector>

namespace espalier {

/// Expressions in C++, one for each axis; "0" where its length is always 1.
using ElementIndices = std::vector<std::string>;

std::string joined(const std::vector<std::string>& parts, const char* separator);
/// "3 * i", "i", "0"
std::string times(std::int64_t factor, const std::string& index);
/// "3 * i + j", "i"
std::string plus(const std::string& a, const std::string& b);
/// "(n - 1 - i)"
std::string fromEnd(const Extent& length, const std::string& index);
/// The place of an element in a row-major buffer.
std::string place(const TensorShape& shape, const ElementIndices& at);

/// Whether a node only drops or adds axes of length 1, or divides or joins axes, so that elements keep their places.
bool keepsPlaces(const OperatorGraph& graph, const OperatorNode& view);
/// Whether its elements are those of its operand, elsewhere.
bool movesElements(const OperatorNode& node);

/// Where an element of what an operand of this shape is broadcast to lies in the operand.
ElementIndices broadcastIndices(const TensorShape& shape, const ElementIndices& at);

/// Where an element of a Split lies in its operand.
ElementIndices joinedIndices(const OperatorNode& split, ElementIndices at);
/// Where an element of a Merge lies in its operand, whose shape is given.
ElementIndices dividedIndices(const OperatorNode& merge, const TensorShape& shape, ElementIndices at);

/// "0.5f" of the type float, "0.5" of double.
std::string literal(double value, const std::string& type);

/// Whether the element of a row and a column is within the band, as a condition.
std::string isWithin(const Band& band, const std::string& row, const std::string& column);

/// The function of one or two operands.
std::string applied(Elementwise function, const std::vector<std::string>& operands);

} // namespace espalier
