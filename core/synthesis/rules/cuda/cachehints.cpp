#include "core/synthesis/rules/cuda/cachehints.h"

#include "core/synthesis/rules/cuda/gridkernel.h"
#include "core/synthesis/rules/rewriter.h"

#include <set>

namespace espalier::rules {

namespace {

constexpr int kStore = 2;
constexpr const char* kHints[] = {"__ldg", "__ldcs", "__stcs"};

bool isHinted(const std::string& type)
{
    static const std::set<std::string> types{"float", "double", "int", "long", "float4", "float2"};
    return types.contains(type.starts_with("const ") ? type.substr(6) : type);
}

/// `x[i]`, or `*(const float4*)&x[i]`, of that parameter; null for other nodes.
const Node* accessOf(const Node& node, unsigned parameter)
{
    const Node* subscript = &node;
    if (node.kind == Kind::Unary && node.name == "*" && node.child(0).kind == Kind::Cast) {
        const Node& address = uncast(node.child(0));
        subscript = address.kind == Kind::Unary && address.name == "&" ? &address.child(0) : &address;
    }
    const bool own = subscript->kind == Kind::Subscript && subscript->child(0).kind == Kind::Reference &&
                     subscript->child(0).declaration == parameter;
    return own && isHinted(node.type) ? &node : nullptr;
}

/// The address of an access as text.
std::string addressOf(const Kernel& kernel, const Node& access)
{
    return access.kind == Kind::Subscript ? "&" + kernel.text(access) : kernel.text(access.child(0));
}

/// `(unsigned long)&x[i]`: an address that is looked at and not followed.
bool isOnlyNumber(const Node& node)
{
    return node.kind == Kind::Cast && isIntegerType(node.type) && node.children.size() == 1 &&
           node.child(0).kind == Kind::Unary && node.child(0).name == "&";
}

/// All accesses of a parameter, or none where it is used in another way too.
std::vector<const Node*> accessesOf(const Node& function, unsigned parameter)
{
    std::vector<const Node*> accesses;
    std::size_t uses = 0;
    walk(function, [&](const Node& node) {
        if (isOnlyNumber(node)) {
            return false;
        }
        if (const Node* access = accessOf(node, parameter)) {
            accesses.push_back(access);
            ++uses;
            return false; // its own address is no use of another kind
        }
        uses += node.kind == Kind::Reference && node.declaration == parameter ? 2 : 0;
        return true;
    });
    return uses == accesses.size() ? accesses : std::vector<const Node*>();
}

bool isTarget(const Node& access)
{
    return access.parent->kind == Kind::Assign && &access.parent->child(0) == &access;
}

bool fits(const std::vector<const Node*>& accesses, const Node& parameter, int variant)
{
    for (const Node* access : accesses) {
        const Node& use = *access->parent;
        const bool stored =
            isTarget(*access) && use.name == "=" &&
            (use.parent->kind == Kind::Compound || use.parent->kind == Kind::If || use.parent->kind == Kind::For);
        const bool stepped = use.kind == Kind::Unary && use.name.size() == 2;
        if (variant == kStore ? !stored
                              : isTarget(*access) || stepped || (use.kind == Kind::Unary && use.name == "&")) {
            return false;
        }
    }
    return !accesses.empty() && (variant == kStore || parameter.type.starts_with("const "));
}

std::vector<const Node*> hinted(const Kernel& kernel, const Node& function, const Node& parameter, int variant)
{
    const auto launch = onlyLaunchOf(kernel.source, function.name);
    if (parameter.kind != Kind::Parameter || !launch || !passesEachOnce(*launch)) {
        return {};
    }
    std::vector<const Node*> accesses = accessesOf(function, parameter.declaration);
    return fits(accesses, parameter, variant) ? accesses : std::vector<const Node*>();
}

} // namespace

std::vector<Site> CacheHints::sites(const Kernel& kernel) const
{
    std::vector<Site> list;
    for (const Node* function : globalFunctions(kernel)) {
        for (const auto& parameter : function->children) {
            for (int variant = 0; variant < 3; ++variant) {
                if (!hinted(kernel, *function, *parameter, variant).empty()) {
                    list.push_back(
                        {parameter->declaration, variant,
                         std::string(kHints[variant]) + " for " + parameter->name + " in " + function->name});
                }
            }
        }
    }
    return list;
}

Result<std::string> CacheHints::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    Rewriter rewriter(kernel);
    bool any = false;
    for (const Node* function : globalFunctions(kernel)) {
        for (const auto& parameter : function->children) {
            if (parameter->kind != Kind::Parameter || parameter->declaration != site.offset) {
                continue;
            }
            for (const Node* access : hinted(kernel, *function, *parameter, site.variant)) {
                any = true;
                const std::string call = std::string(kHints[site.variant]) + "(" + addressOf(kernel, *access);
                if (site.variant == kStore) {
                    // The value's brackets are no part of its node.
                    const auto value = static_cast<unsigned>(kernel.source.find('=', access->end) + 1);
                    rewriter.replace(access->parent->begin, value, call + ", ");
                    rewriter.insert(access->parent->end, ")");
                } else {
                    rewriter.replace(*access, call + ")");
                }
            }
        }
    }
    return any ? Result<std::string>(rewriter.result()) : doesNotApply(name(), "no array of the kernel fits");
}

} // namespace espalier::rules
