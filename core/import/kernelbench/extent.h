#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// The length of one axis.
struct Extent
{
    /// The task's dim, a number, or an expression over dims in brackets, as C++ reads it; empty where the length is
    /// always 1.
    std::string dim;
    std::int64_t value = 1; ///< in the problem file
    std::string formula; ///< the same as a task's expression (core/task/expression.h) where that is written otherwise

    const std::string& expression() const { return formula.empty() ? dim : formula; }
    bool operator==(const Extent& other) const { return dim == other.dim; }
};
/// Whether no case changes the length.
bool isFixed(const Extent& extent);
/// A length that no case changes.
Extent fixedExtent(std::int64_t length);
/// The length of the two as one axis.
Extent productOf(const Extent& slow, const Extent& fast);
/// Whether it is more than a task's expression may say, or than can be counted in with strides and padding.
bool isOverlong(const Extent& extent);
/// The length of each of so many parts of equal length.
Extent partOf(const Extent& whole, const Extent& parts);
using TensorShape = std::vector<Extent>;

/// What two shapes become when they meet elementwise (PyTorch's broadcasting); nothing where they do not fit. Sizes fit
/// by name: that two numbers are equal in the problem file may be chance.
std::optional<TensorShape> broadcast(const TensorShape& a, const TensorShape& b);

/// "rows * cols", in the order of the shape; "1" for none.
std::string productText(const TensorShape& shape);
/// The same as a task's expression.
std::string productFormula(const TensorShape& shape);

} // namespace espalier
