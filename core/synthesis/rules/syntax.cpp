#include "core/synthesis/rules/syntax.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace espalier::rules {

void walk(const Node& node, const std::function<bool(const Node&)>& visit)
{
    if (!visit(node)) {
        return;
    }
    for (const auto& child : node.children) {
        walk(*child, visit);
    }
}

std::vector<const Node*> findAll(const Node& node, Kind kind)
{
    std::vector<const Node*> found;
    walk(node, [&](const Node& at) {
        if (at.kind == kind) {
            found.push_back(&at);
        }
        return true;
    });
    return found;
}

const Node* enclosing(const Node& node, Kind kind)
{
    const Node* at = node.parent;
    while (at != nullptr && at->kind != kind) {
        at = at->parent;
    }
    return at;
}

bool isLoop(Kind kind)
{
    return kind == Kind::For || kind == Kind::RangeFor || kind == Kind::While || kind == Kind::Do;
}

bool mentions(const Node& node, unsigned declaration)
{
    bool found = false;
    walk(node, [&](const Node& at) {
        found = found || (at.kind == Kind::Reference && at.declaration == declaration);
        return !found;
    });
    return found;
}

bool integerValue(const Node& node, std::int64_t& value)
{
    if (node.kind != Kind::Literal) {
        return false;
    }
    std::string_view text = node.name;
    int base = 10;
    if (text.starts_with("0x") || text.starts_with("0X")) {
        base = 16;
        text.remove_prefix(2);
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (error != std::errc{}) {
        return false;
    }
    return std::all_of(end, text.data() + text.size(),
                       [](char c) { return std::string_view("uUlL").find(c) != std::string_view::npos; });
}

bool constantValue(const Node& node, std::int64_t& value)
{
    if (node.kind != Kind::Reference || node.declaration == kNowhere) {
        return integerValue(node, value);
    }
    const Node* root = &node;
    while (root->parent != nullptr) {
        root = root->parent;
    }
    const Node* variable = nullptr;
    walk(*root, [&](const Node& at) {
        if (at.kind == Kind::Variable && at.declaration == node.declaration) {
            variable = &at;
        }
        return variable == nullptr;
    });
    return variable != nullptr && variable->type.starts_with("const ") && variable->children.size() == 1 &&
           integerValue(variable->child(0), value);
}

bool isFloatType(std::string_view type)
{
    if (type.starts_with("const ")) {
        type.remove_prefix(6);
    }
    return type == "float" || type == "double";
}

bool isIntegerType(std::string_view type)
{
    if (type.starts_with("const ")) {
        type.remove_prefix(6);
    }
    static constexpr std::array<std::string_view, 11> kNames{
        "int",  "unsigned int",  "long", "unsigned long", "long long",     "unsigned long long",
        "bool", "unsigned char", "char", "short",         "unsigned short"};
    return std::find(kNames.begin(), kNames.end(), type) != kNames.end();
}

} // namespace espalier::rules
