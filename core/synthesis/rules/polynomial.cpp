#include "core/synthesis/rules/polynomial.h"

#include <algorithm>

namespace espalier::rules {

Polynomial::Polynomial(std::int64_t constant)
{
    add({}, constant);
}

Polynomial::Polynomial(const std::string& key, const std::set<unsigned>& variables)
    : m_atoms{{key, variables}}, m_variables(variables)
{
    add({key}, 1);
}

void Polynomial::add(const Monomial& monomial, std::int64_t factor)
{
    // Wraps like the machine does; overflow only makes two polynomials differ that a proof would not compare anyway.
    auto& term = m_terms[monomial];
    term = static_cast<std::int64_t>(static_cast<std::uint64_t>(term) + static_cast<std::uint64_t>(factor));
    if (term == 0) {
        m_terms.erase(monomial);
    }
}

Polynomial Polynomial::operator+(const Polynomial& other) const
{
    Polynomial sum = *this;
    for (const auto& [monomial, factor] : other.m_terms) {
        sum.add(monomial, factor);
    }
    sum.m_atoms.insert(other.m_atoms.begin(), other.m_atoms.end());
    sum.m_variables.insert(other.m_variables.begin(), other.m_variables.end());
    return sum;
}

Polynomial Polynomial::operator-(const Polynomial& other) const
{
    return *this + other * Polynomial(-1);
}

Polynomial Polynomial::operator*(const Polynomial& other) const
{
    Polynomial product;
    for (const auto& [left, a] : m_terms) {
        for (const auto& [right, b] : other.m_terms) {
            Monomial monomial = left;
            monomial.insert(monomial.end(), right.begin(), right.end());
            std::sort(monomial.begin(), monomial.end());
            product.add(monomial,
                        static_cast<std::int64_t>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b)));
        }
    }
    product.m_atoms = m_atoms;
    product.m_atoms.insert(other.m_atoms.begin(), other.m_atoms.end());
    product.m_variables = m_variables;
    product.m_variables.insert(other.m_variables.begin(), other.m_variables.end());
    return product;
}

bool Polynomial::dependsOn(unsigned variable) const
{
    for (const auto& [monomial, factor] : m_terms) {
        for (const std::string& key : monomial) {
            if (m_atoms.at(key).contains(variable)) {
                return true;
            }
        }
    }
    return false;
}

bool Polynomial::coefficient(unsigned variable, Polynomial& factor) const
{
    factor = Polynomial();
    factor.m_atoms = m_atoms;
    factor.m_variables = m_variables;
    const std::string key = keyOf(variable);
    for (const auto& [monomial, value] : m_terms) {
        Monomial rest;
        int powers = 0;
        for (const std::string& atom : monomial) {
            if (atom == key) {
                ++powers;
                continue;
            }
            if (m_atoms.at(atom).contains(variable)) {
                return false;
            }
            rest.push_back(atom);
        }
        if (powers > 1) {
            return false;
        }
        if (powers == 1) {
            factor.add(rest, value);
        }
    }
    return true;
}

Polynomial Polynomial::without(unsigned variable) const
{
    Polynomial rest;
    rest.m_atoms = m_atoms;
    rest.m_variables = m_variables;
    for (const auto& [monomial, value] : m_terms) {
        const bool depends = std::any_of(monomial.begin(), monomial.end(),
                                         [&](const std::string& key) { return m_atoms.at(key).contains(variable); });
        if (!depends) {
            rest.add(monomial, value);
        }
    }
    return rest;
}

bool Polynomial::isConstant(std::int64_t& value) const
{
    if (m_terms.empty()) {
        value = 0;
        return true;
    }
    if (m_terms.size() == 1 && m_terms.begin()->first.empty()) {
        value = m_terms.begin()->second;
        return true;
    }
    return false;
}

std::string Polynomial::text(const Kernel& kernel) const
{
    std::string sum;
    for (const auto& [monomial, factor] : m_terms) {
        std::string product;
        for (const std::string& key : monomial) {
            const std::string name =
                key.starts_with("@") ? "(" + key.substr(1) + ")"
                                     : declarationOf(kernel, static_cast<unsigned>(std::stoul(key.substr(1))))->name;
            product += product.empty() ? name : " * " + name;
        }
        const std::int64_t size = factor < 0 ? -factor : factor;
        if (product.empty() || size != 1) {
            product = product.empty() ? std::to_string(size) : std::to_string(size) + " * " + product;
        }
        sum += sum.empty() ? (factor < 0 ? "-" : "") + product : (factor < 0 ? " - " : " + ") + product;
    }
    return sum.empty() ? "0" : sum;
}

namespace {

constexpr int kDeepestExpansion = 24;

bool isChange(const Node& at, unsigned declaration)
{
    const auto isIt = [&](const Node& node) { return node.kind == Kind::Reference && node.declaration == declaration; };
    if (at.kind == Kind::Assign && !at.children.empty()) {
        return isIt(at.child(0));
    }
    if (at.kind == Kind::Unary && !at.children.empty() && (at.name == "++" || at.name == "--" || at.name == "&")) {
        return isIt(at.child(0));
    }
    return at.kind == Kind::Lambda && mentions(at, declaration);
}

/// The initialiser of a local offset that is only ever moved on (`at += size`, `++at`) from a start that multiplies
/// variables (a row's start); null otherwise. The offset then reads as that start plus an unknown distance.
const Node* runningStart(const Kernel& kernel, unsigned declaration)
{
    const Node* variable = declarationOf(kernel, declaration);
    if (variable == nullptr || variable->kind != Kind::Variable || variable->children.size() != 1 ||
        !isIntegerType(variable->type) || variable->child(0).kind != Kind::Binary || variable->child(0).name != "*") {
        return nullptr;
    }
    bool grows = true;
    walk(kernel.body(), [&](const Node& at) {
        const bool forward =
            (at.kind == Kind::Assign && at.name == "+=") || (at.kind == Kind::Unary && at.name == "++");
        grows = grows && (!isChange(at, declaration) || forward);
        return grows;
    });
    return grows ? variable->children.back().get() : nullptr;
}

Polynomial atomOf(const Kernel& kernel, const Node& expression)
{
    std::set<unsigned> variables;
    walk(expression, [&](const Node& at) {
        if (at.kind == Kind::Reference && at.declaration != kNowhere) {
            variables.insert(at.declaration);
        }
        return true;
    });
    return {"@" + kernel.text(expression), variables};
}

Polynomial expand(const Kernel& kernel, const Node& node, int depth)
{
    std::int64_t value = 0;
    if (integerValue(node, value)) {
        return Polynomial(value);
    }
    if (node.kind == Kind::Cast && node.children.size() == 1 && isIntegerType(node.type) &&
        isIntegerType(node.child(0).type)) {
        return expand(kernel, node.child(0), depth);
    }
    if (node.kind == Kind::Unary && node.name == "-" && node.children.size() == 1) {
        return Polynomial(-1) * expand(kernel, node.child(0), depth);
    }
    if (node.kind == Kind::Binary && node.children.size() == 2) {
        if (node.name == "+") {
            return expand(kernel, node.child(0), depth) + expand(kernel, node.child(1), depth);
        }
        if (node.name == "-") {
            return expand(kernel, node.child(0), depth) - expand(kernel, node.child(1), depth);
        }
        if (node.name == "*") {
            return expand(kernel, node.child(0), depth) * expand(kernel, node.child(1), depth);
        }
    }
    if (node.kind == Kind::Reference && node.declaration != kNowhere) {
        if (depth < kDeepestExpansion) {
            const Node* initialiser = fixedInitialiser(kernel, node.declaration);
            if (initialiser != nullptr && isIntegerType(initialiser->type)) {
                return expand(kernel, *initialiser, depth + 1);
            }
        }
        const Polynomial own(Polynomial::keyOf(node.declaration), {node.declaration});
        const Node* start = depth < kDeepestExpansion ? runningStart(kernel, node.declaration) : nullptr;
        return start == nullptr ? own : expand(kernel, *start, depth + 1) + own;
    }
    return atomOf(kernel, node);
}

} // namespace

Polynomial polynomialOf(const Kernel& kernel, const Node& expression)
{
    return expand(kernel, expression, 0);
}

const Node* declarationOf(const Kernel& kernel, unsigned declaration)
{
    const Node* found = nullptr;
    walk(*kernel.root, [&](const Node& at) {
        if ((at.kind == Kind::Variable || at.kind == Kind::Parameter) && at.declaration == declaration) {
            found = &at;
        }
        return found == nullptr && at.begin <= declaration && (declaration < at.end || at.parent == nullptr);
    });
    return found;
}

const Node* fixedInitialiser(const Kernel& kernel, unsigned declaration)
{
    const Node* variable = declarationOf(kernel, declaration);
    if (variable == nullptr || variable->kind != Kind::Variable || variable->children.size() != 1) {
        return nullptr;
    }
    bool changed = false;
    const Node* scope = enclosing(*variable, Kind::Function);
    walk(scope == nullptr ? *kernel.root : *scope, [&](const Node& at) {
        changed = changed || isChange(at, declaration);
        return !changed;
    });
    return changed ? nullptr : variable->children.back().get();
}

} // namespace espalier::rules
