#include "core/synthesis/rules/access.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace espalier::rules {

namespace {

bool isPointerLike(std::string_view type)
{
    return type.find('*') != std::string_view::npos || type.find('[') != std::string_view::npos ||
           type.find("vector<") != std::string_view::npos || type.find("array<") != std::string_view::npos;
}

/// Fills base and index from an address-valued expression (x, x + i, row, &x[i], x.data()).
bool resolveAddress(const Kernel& kernel, const Node& node, Access& access, int depth)
{
    if (depth > 16) {
        return false;
    }
    if (node.kind == Kind::Reference && node.declaration != kNowhere) {
        const Node* variable = declarationOf(kernel, node.declaration);
        if (variable == nullptr || !isPointerLike(variable->type)) {
            return false;
        }
        if (variable->type.find('*') != std::string::npos) {
            if (const Node* start = fixedInitialiser(kernel, node.declaration)) {
                return resolveAddress(kernel, *start, access, depth + 1);
            }
            if (variable->kind == Kind::Variable) {
                return false; // a pointer that moves
            }
        }
        access.base = node.declaration;
        return true;
    }
    if (node.kind == Kind::Binary && (node.name == "+" || node.name == "-") && node.children.size() == 2) {
        if (!resolveAddress(kernel, node.child(0), access, depth + 1)) {
            return false;
        }
        const Polynomial offset = polynomialOf(kernel, node.child(1));
        access.index = node.name == "+" ? access.index + offset : access.index - offset;
        return true;
    }
    if (node.kind == Kind::Cast && node.children.size() == 1) {
        return resolveAddress(kernel, node.child(0), access, depth + 1);
    }
    if (node.kind == Kind::Call && node.name == kAlignmentPromise && !node.children.empty()) {
        return resolveAddress(kernel, node.child(0), access, depth + 1);
    }
    if (node.kind == Kind::Unary && node.name == "&" && node.children.size() == 1 &&
        node.child(0).kind == Kind::Subscript) {
        const Node& element = node.child(0);
        if (element.children.size() != 2 || !resolveAddress(kernel, element.child(0), access, depth + 1)) {
            return false;
        }
        access.index = access.index + polynomialOf(kernel, element.child(1));
        return true;
    }
    if (node.kind == Kind::MemberCall && (node.name == "data" || node.name == "begin") && node.children.size() == 1) {
        return resolveAddress(kernel, node.child(0), access, depth + 1);
    }
    if (node.kind == Kind::Subscript && node.children.size() == 2 && isPointerLike(node.type)) {
        // A row of an array of arrays: rows lie a symbolic distance apart.
        if (!resolveAddress(kernel, node.child(0), access, depth + 1)) {
            return false;
        }
        access.index = access.index + polynomialOf(kernel, node.child(1)) * Polynomial("@row " + node.type, {});
        return true;
    }
    return false;
}

bool isElement(const Node& node)
{
    return (node.kind == Kind::Subscript && !isPointerLike(node.type)) ||
           (node.kind == Kind::Unary && node.name == "*" && node.children.size() == 1);
}

Access elementAccess(const Kernel& kernel, const Node& node)
{
    Access access;
    access.node = &node;
    access.known = resolveAddress(kernel, node.child(0), access, 0);
    if (access.known && node.kind == Kind::Subscript && node.children.size() == 2) {
        access.index = access.index + polynomialOf(kernel, node.child(1));
    }
    const Node* parent = node.parent;
    access.read = true;
    if (parent != nullptr && parent->kind == Kind::Assign && &parent->child(0) == &node) {
        access.write = true;
        access.update = parent->name;
        access.read = parent->name != "=";
    } else if (parent != nullptr && parent->kind == Kind::Unary && (parent->name == "++" || parent->name == "--")) {
        access.write = true;
        access.update = "+=";
    } else if (parent != nullptr && parent->kind == Kind::Unary && parent->name == "&") {
        access.read = false; // an address, followed where it is used
    }
    return access;
}

bool isConstPointer(std::string_view type)
{
    return type.starts_with("const ");
}

/// Address-valued arguments of a call: read where the parameter is const, written otherwise.
void addArguments(const Kernel& kernel, const Node& call, std::vector<Access>& accesses)
{
    static constexpr std::array<std::string_view, 5> kWriters{"memcpy", "memmove", "memset", "fill", "fill_n"};
    const bool writer = std::find(kWriters.begin(), kWriters.end(), call.name) != kWriters.end();
    for (std::size_t i = 0; i < call.children.size(); ++i) {
        const Node& argument = call.child(i);
        if (argument.type.find('*') == std::string::npos &&
            argument.type.find("__normal_iterator") == std::string::npos) {
            continue;
        }
        Access access;
        access.node = &argument;
        access.known = resolveAddress(kernel, argument, access, 0);
        access.read = true;
        access.write = writer ? i == 0 || call.name == "fill" : call.name == "copy" || !isConstPointer(argument.type);
        if (call.name == "lower_bound" || call.name == "upper_bound" || call.name == "accumulate") {
            access.write = false;
        }
        if (call.name == "copy" && i < 2) {
            access.write = false;
        }
        if (writer && access.write) {
            access.update = "=";
            access.read = false;
        } else if (access.write) {
            access.update = "call";
        }
        accesses.push_back(access);
    }
}

} // namespace

std::vector<Access> accessesIn(const Kernel& kernel, const Node& node)
{
    std::vector<Access> accesses;
    walk(node, [&](const Node& at) {
        if (at.kind == Kind::Variable && at.type.find('*') != std::string::npos && at.children.size() == 1 &&
            fixedInitialiser(kernel, at.declaration) != nullptr) {
            return true;
        }
        if (isElement(at)) {
            accesses.push_back(elementAccess(kernel, at));
        } else if (at.kind == Kind::Call && at.name != kAlignmentPromise) {
            addArguments(kernel, at, accesses);
        }
        return true;
    });
    return accesses;
}

bool isPureCall(const Kernel& kernel, const Node& call)
{
    static constexpr std::array<std::string_view, 51> kPure{"__builtin_clzll",
                                                            "exp",
                                                            "expf",
                                                            "exp2",
                                                            "exp2f",
                                                            "log",
                                                            "logf",
                                                            "log2",
                                                            "log1p",
                                                            "log1pf",
                                                            "expm1",
                                                            "sqrt",
                                                            "sqrtf",
                                                            "fabs",
                                                            "fabsf",
                                                            "abs",
                                                            "max",
                                                            "min",
                                                            "fmax",
                                                            "fmaxf",
                                                            "fmin",
                                                            "fminf",
                                                            "erf",
                                                            "erff",
                                                            "tanh",
                                                            "tanhf",
                                                            "pow",
                                                            "powf",
                                                            "sin",
                                                            "sinf",
                                                            "cos",
                                                            "cosf",
                                                            "floor",
                                                            "ceil",
                                                            "round",
                                                            "trunc",
                                                            "fma",
                                                            "fmaf",
                                                            "clamp",
                                                            "erfc",
                                                            "erfcf",
                                                            "isnan",
                                                            "isinf",
                                                            "cbrt",
                                                            "lower_bound",
                                                            "upper_bound",
                                                            "infinity",
                                                            "lowest",
                                                            "epsilon",
                                                            "accumulate",
                                                            "lround"};
    if (call.declaration == kNowhere) {
        return call.name == kAlignmentPromise || std::find(kPure.begin(), kPure.end(), call.name) != kPure.end();
    }
    const Node* callee = nullptr;
    walk(*kernel.root, [&](const Node& at) {
        if (at.kind == Kind::Function && at.declaration == call.declaration) {
            callee = &at;
        }
        return callee == nullptr;
    });
    if (callee == nullptr) {
        return false;
    }
    for (const auto& child : callee->children) {
        if (child->kind == Kind::Parameter) {
            const std::string& type = child->type;
            const bool indirect = type.find('*') != std::string::npos || type.find('&') != std::string::npos;
            if (indirect && !isConstPointer(type)) {
                return false;
            }
        }
    }
    // A helper that changes a variable of the file is not pure.
    bool pure = true;
    walk(*callee, [&](const Node& at) {
        if (at.kind == Kind::Assign && at.child(0).kind == Kind::Reference) {
            const unsigned target = at.child(0).declaration;
            pure = pure && target != kNowhere && callee->begin <= target && target < callee->end;
        }
        return pure;
    });
    return pure;
}

} // namespace espalier::rules
