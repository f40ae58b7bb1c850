// The part of Translator that follows what asks for sizes and rearranges by them.

#include "core/import/kernelbench/torchlayers.h"
#include "core/import/kernelbench/translator.h"
#include "core/python/pythontokens.h"

#include <algorithm>

namespace espalier {
namespace {

using ValueKind = PythonValue::Kind;

constexpr std::string_view kOfTensor = "of a tensor: "; ///< before the dim, in a value that a tensor was asked for
constexpr std::size_t kAxesCap = 8;

bool isRest(const PythonValue& size)
{
    return size.kind == ValueKind::Whole && size.constant.empty() && !size.computed && size.whole == -1;
}

/// What a tensor's length is worth as a value: of use to rearrange by, and a number in no formula.
PythonValue lengthValue(const Extent& extent)
{
    PythonValue value;
    value.kind = ValueKind::Whole;
    value.whole = extent.value;
    value.constant = std::string(kOfTensor) + extent.dim;
    value.computed = true;
    return value;
}

Error notReshaped(int line)
{
    return atLine(line,
                  "of view and reshape those are read that keep, join or divide axes by the names of their sizes");
}

/// The axes in the middle of a rearrangement, those before and behind staying as they are.
struct Middle
{
    std::size_t first = 0;
    std::size_t count = 0;
    std::vector<std::optional<Extent>> targets; ///< nothing stands for what is left
};

/// Joins or divides them; nothing for other rearrangements.
std::optional<NodeId> rearranged(OperatorGraph& graph, NodeId x, const Middle& middle)
{
    if (middle.targets.empty()) {
        return middle.count == 0 ? std::optional(x) : std::nullopt;
    }
    if (middle.targets.size() == 1 && !middle.targets[0] && middle.count > 0) {
        for (std::size_t i = 1; i < middle.count; ++i) {
            x = graph.merge(x, middle.first);
        }
        return x;
    }
    const bool divides = middle.count == 1 && middle.targets.size() == 2 && middle.targets[0];
    const auto parts = divides ? graph.split(x, middle.first, *middle.targets[0]) : std::nullopt;
    const bool fits = parts && (!middle.targets[1] || *middle.targets[1] == graph.shape(*parts)[middle.first + 1]);
    return fits ? parts : std::nullopt;
}

} // namespace

Result<OperatorItem> Translator::sizesOf(const OperatorItem& tensor, int line) const
{
    if (tensor.kind != OperatorItem::Kind::Tensor) {
        return atLine(line, "sizes are asked of what is no tensor");
    }
    PythonValue tuple;
    tuple.kind = ValueKind::Tuple;
    for (const Extent& extent : m_graph.shape(tensor.node)) {
        tuple.items.push_back(lengthValue(extent));
    }
    return valueItem(tuple);
}

Result<OperatorItem> Translator::sizeOf(const OperatorItem& tensor, const OperatorItem& index, int line)
{
    const Item all = sizesOf(tensor, line);
    if (!all) {
        return all;
    }
    const auto axes = static_cast<std::int64_t>(all->value.items.size());
    const PythonValue& at = index.value;
    const bool fits = index.kind == OperatorItem::Kind::Value && at.kind == ValueKind::Whole && !at.computed &&
                      at.whole >= -axes && at.whole < axes;
    if (fits && !at.constant.empty()) {
        m_numbers.emplace(at.constant, line); // which no tensor may have for a size then
    }
    return fits ? valueItem(all->value.items[static_cast<std::size_t>(at.whole < 0 ? at.whole + axes : at.whole)])
                : Item(atLine(line, "a tensor is asked for the size of an axis that it does not have"));
}

std::optional<Extent> Translator::targetExtent(const PythonValue& size, const TensorShape& shape, int line)
{
    if (size.constant.starts_with(kOfTensor)) {
        const std::string dim = size.constant.substr(kOfTensor.size());
        const auto found = std::find_if(shape.begin(), shape.end(), [&](const Extent& e) { return e.dim == dim; });
        return dim.empty() ? std::optional(Extent{}) : found == shape.end() ? std::nullopt : std::optional(*found);
    }
    if (size.kind != ValueKind::Whole || size.whole < 1 || size.computed) {
        return std::nullopt;
    }
    if (const std::optional<Extent> known = m_names.known(size)) {
        return known;
    }
    if (!size.constant.empty()) {
        m_numbers.emplace(size.constant, line); // which no tensor may have for a size then
    }
    return fixedExtent(size.whole);
}

Result<OperatorItem> Translator::reshaped(const Arguments& arguments, int line)
{
    std::vector<PythonValue> sizes;
    for (std::size_t i = 1; i < arguments.positional.size(); ++i) {
        const PythonValue& value = arguments.positional[i].value;
        if (value.kind == ValueKind::Tuple) {
            sizes.insert(sizes.end(), value.items.begin(), value.items.end());
        } else {
            sizes.push_back(value);
        }
    }
    const OperatorItem& tensor = arguments.positional.front();
    if (tensor.kind != OperatorItem::Kind::Tensor || m_graph.isWhole(tensor.node) || !arguments.named.empty() ||
        sizes.empty() || sizes.size() > kAxesCap || std::count_if(sizes.begin(), sizes.end(), isRest) > 1) {
        return notReshaped(line);
    }
    m_graph.line = line;
    std::vector<std::size_t> kept; // axes that are more than 1 long
    const TensorShape whole = m_graph.shape(tensor.node);
    for (std::size_t axis = 0; axis < whole.size(); ++axis) {
        if (!whole[axis].dim.empty()) {
            kept.push_back(axis);
        }
    }
    const NodeId x = m_graph.view(tensor.node, kept);
    const TensorShape shape = m_graph.shape(x);
    std::vector<std::optional<Extent>> targets; // without those that are always 1 long
    std::vector<bool> isOne;
    for (const PythonValue& size : sizes) {
        const std::optional<Extent> target = isRest(size) ? std::nullopt : targetExtent(size, shape, line);
        if (!isRest(size) && !target) {
            return notReshaped(line);
        }
        isOne.push_back(target && target->dim.empty());
        if (!isOne.back()) {
            targets.push_back(target);
        }
    }
    std::size_t before = 0;
    while (before < std::min(targets.size(), shape.size()) && targets[before] == shape[before]) {
        ++before;
    }
    std::size_t behind = 0;
    while (before + behind < std::min(targets.size(), shape.size()) &&
           targets[targets.size() - 1 - behind] == shape[shape.size() - 1 - behind]) {
        ++behind;
    }
    const auto from = static_cast<std::ptrdiff_t>(before);
    const Middle middle{before,
                        shape.size() - before - behind,
                        {targets.begin() + from, targets.end() - static_cast<std::ptrdiff_t>(behind)}};
    const std::optional<NodeId> node = rearranged(m_graph, x, middle);
    if (!node) {
        return notReshaped(line);
    }
    std::vector<std::size_t> order;
    std::size_t next = 0;
    for (const bool one : isOne) {
        order.push_back(one ? OperatorNode::kNewAxis : next++);
    }
    return tensorItem(m_graph.view(*node, order));
}

} // namespace espalier
