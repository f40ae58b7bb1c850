#include "core/import/kernelbench/arguments.h"

#include "core/task/wording.h"

#include <algorithm>

namespace espalier {
namespace {

using ValueKind = PythonValue::Kind;

constexpr std::int64_t kMostWhole = 4096; ///< of a window's places and strides, and of groups

bool isNone(const OperatorItem& item)
{
    return item.kind == OperatorItem::Kind::Value && item.value.kind == ValueKind::None;
}

} // namespace

const OperatorItem* Arguments::take(std::size_t index, const char* name)
{
    if (index < positional.size()) {
        m_takenPositions.insert(index);
        if (named.contains(name)) {
            fail(inQuotes(name) + " is given twice");
        }
        return &positional[index];
    }
    const auto found = named.find(name);
    if (found == named.end()) {
        return nullptr;
    }
    m_takenNames.insert(name);
    return &found->second;
}

bool Arguments::has(std::size_t index, const char* name) const
{
    if (index < positional.size()) {
        return !isNone(positional[index]);
    }
    const auto found = named.find(name);
    return found != named.end() && !isNone(found->second);
}

NodeId Arguments::tensor(OperatorGraph& graph, std::size_t index, const char* name)
{
    const OperatorItem* item = take(index, name);
    if (item && item->kind == OperatorItem::Kind::Tensor) {
        return item->node;
    }
    if (item && item->kind == OperatorItem::Kind::Value && item->value.isNumber()) {
        return graph.number(number(index, name, 0));
    }
    fail(inQuotes(name) + " is no tensor");
    return graph.number(0);
}

std::optional<double> Arguments::number(std::size_t index, const char* name)
{
    const OperatorItem* item = take(index, name);
    if (!item || isNone(*item)) {
        return std::nullopt;
    }
    if (item->kind != OperatorItem::Kind::Value || !item->value.isNumber()) {
        fail(inQuotes(name) + " is no number");
        return std::nullopt;
    }
    if (item->value.computed) {
        fail(inQuotes(name) + " is computed from constants of the file, which may be sizes");
    }
    if (!item->value.constant.empty()) {
        m_constants.insert(item->value.constant);
    }
    return item->value.number();
}

double Arguments::number(std::size_t index, const char* name, double otherwise)
{
    return number(index, name).value_or(otherwise);
}

bool Arguments::truth(std::size_t index, const char* name, bool otherwise)
{
    const OperatorItem* item = take(index, name);
    if (!item) {
        return otherwise;
    }
    if (item->kind != OperatorItem::Kind::Value || item->value.kind != ValueKind::Truth) {
        fail(inQuotes(name) + " is neither True nor False");
        return otherwise;
    }
    return item->value.whole != 0;
}

std::string Arguments::text(std::size_t index, const char* name, const char* otherwise)
{
    const OperatorItem* item = take(index, name);
    if (!item) {
        return otherwise;
    }
    if (item->kind != OperatorItem::Kind::Value || item->value.kind != ValueKind::Text) {
        fail(inQuotes(name) + " is no text");
        return otherwise;
    }
    return item->value.text;
}

/// Negative axes count from the end; 0 where it is off.
std::size_t Arguments::wrapped(const PythonValue& value, const char* name, std::size_t axes)
{
    const auto count = static_cast<std::int64_t>(axes);
    if (value.kind != ValueKind::Whole || value.computed || value.whole < -count || value.whole >= count) {
        fail(inQuotes(name) + " is no axis of a tensor of " + std::to_string(axes));
        return 0;
    }
    if (!value.constant.empty()) {
        m_constants.insert(value.constant);
    }
    return static_cast<std::size_t>(value.whole < 0 ? value.whole + count : value.whole);
}

std::optional<std::size_t> Arguments::axis(std::size_t index, const char* name, std::size_t axes)
{
    const OperatorItem* item = take(index, name);
    if (!item || item->kind != OperatorItem::Kind::Value || axes == 0) {
        fail(inQuotes(name) + " names no axis");
        return std::nullopt;
    }
    const std::size_t axis = wrapped(item->value, name, axes);
    return m_failure.empty() ? std::optional(axis) : std::nullopt;
}

std::vector<std::size_t> Arguments::axes(std::size_t index, const char* name, std::size_t axes)
{
    const OperatorItem* item = take(index, name);
    std::vector<std::size_t> list;
    if (!item || isNone(*item)) {
        for (std::size_t axis = 0; axis < axes; ++axis) {
            list.push_back(axis);
        }
        return list;
    }
    if (item->kind != OperatorItem::Kind::Value || axes == 0) {
        fail(inQuotes(name) + " names no axis");
        return list;
    }
    const std::vector<PythonValue> values =
        item->value.kind == ValueKind::Tuple ? item->value.items : std::vector<PythonValue>{item->value};
    for (const PythonValue& value : values) {
        list.push_back(wrapped(value, name, axes));
    }
    std::sort(list.begin(), list.end());
    if (list.empty() || std::adjacent_find(list.begin(), list.end()) != list.end()) {
        fail(inQuotes(name) + " names an axis twice, or none");
    }
    return m_failure.empty() ? list : std::vector<std::size_t>();
}

std::vector<std::int64_t> Arguments::wholes(std::size_t index, const char* name, std::size_t count,
                                            std::int64_t otherwise)
{
    const OperatorItem* item = take(index, name);
    if (!item || isNone(*item)) {
        return std::vector<std::int64_t>(count, otherwise);
    }
    const bool tuple = item->kind == OperatorItem::Kind::Value && item->value.kind == ValueKind::Tuple;
    std::vector<PythonValue> values = tuple ? item->value.items : std::vector<PythonValue>{item->value};
    if (values.size() == 1) {
        values.resize(count, PythonValue(values.front()));
    }
    std::vector<std::int64_t> list;
    for (const PythonValue& value : values) {
        const bool good = item->kind == OperatorItem::Kind::Value && value.kind == ValueKind::Whole &&
                          !value.computed && value.whole >= 0 && value.whole <= kMostWhole;
        if (!good) {
            fail(inQuotes(name) + " is no whole number, or computed from constants of the file");
        } else if (!value.constant.empty()) {
            m_constants.insert(value.constant);
        }
        list.push_back(good ? value.whole : otherwise);
    }
    if (list.size() != count) {
        fail(inQuotes(name) + " has " + std::to_string(list.size()) + " numbers instead of " + std::to_string(count));
    }
    list.resize(count, otherwise);
    return list;
}

void Arguments::fail(const std::string& why)
{
    if (m_failure.empty()) {
        m_failure = why;
    }
}

std::string Arguments::failure() const
{
    if (!m_failure.empty()) {
        return m_failure;
    }
    for (std::size_t i = 0; i < positional.size(); ++i) {
        if (!m_takenPositions.contains(i)) {
            return "argument " + std::to_string(i + 1) + " is not understood";
        }
    }
    for (const auto& [name, item] : named) {
        if (!m_takenNames.contains(name)) {
            return "the argument " + inQuotes(name) + " is not understood";
        }
    }
    return {};
}

} // namespace espalier
