#include "core/import/kernelbench/extent.h"

namespace espalier {
namespace {

constexpr std::size_t kLongestText = 900; ///< of an expression, whose limit is 1,000 characters
constexpr std::int64_t kLongest = std::int64_t{1} << 50;

std::string product(const TensorShape& shape, const std::string& (*text)(const Extent&))
{
    std::string all;
    for (const Extent& extent : shape) {
        if (!extent.dim.empty()) {
            all += (all.empty() ? "" : " * ") + text(extent);
        }
    }
    return all.empty() ? "1" : all;
}

} // namespace

bool isFixed(const Extent& extent)
{
    return extent.dim.find_first_not_of("0123456789") == std::string::npos;
}

bool isOverlong(const Extent& extent)
{
    return extent.dim.size() > kLongestText || extent.formula.size() > kLongestText || extent.value > kLongest;
}

Extent productOf(const Extent& slow, const Extent& fast)
{
    if (slow.dim.empty() || fast.dim.empty()) {
        return slow.dim.empty() ? fast : slow;
    }
    std::int64_t value = 0;
    if (__builtin_mul_overflow(slow.value, fast.value, &value)) {
        value = kLongest + 1;
    }
    return {"(" + slow.dim + " * " + fast.dim + ")", value, "(" + slow.expression() + " * " + fast.expression() + ")"};
}

Extent fixedExtent(std::int64_t length)
{
    return length == 1 ? Extent{} : Extent{std::to_string(length), length, ""};
}

Extent partOf(const Extent& whole, const Extent& parts)
{
    if (parts.dim.empty() || parts == whole) {
        return parts.dim.empty() ? whole : Extent{};
    }
    const std::int64_t value = whole.value / parts.value;
    return isFixed(whole) && isFixed(parts) ? fixedExtent(value)
                                            : Extent{"(" + whole.dim + " / " + parts.dim + ")", value,
                                                     "(" + whole.expression() + " / " + parts.expression() + ")"};
}

std::optional<TensorShape> broadcast(const TensorShape& a, const TensorShape& b)
{
    const TensorShape& longer = a.size() >= b.size() ? a : b;
    const TensorShape& shorter = a.size() >= b.size() ? b : a;
    TensorShape result = longer;
    for (std::size_t i = 0; i < shorter.size(); ++i) {
        Extent& extent = result[longer.size() - shorter.size() + i];
        if (extent.dim.empty()) {
            extent = shorter[i];
        } else if (!shorter[i].dim.empty() && !(shorter[i] == extent)) {
            return std::nullopt;
        }
    }
    return result;
}

std::string productText(const TensorShape& shape)
{
    return product(shape, [](const Extent& extent) -> const std::string& { return extent.dim; });
}

std::string productFormula(const TensorShape& shape)
{
    return product(shape, [](const Extent& extent) -> const std::string& { return extent.expression(); });
}

} // namespace espalier
