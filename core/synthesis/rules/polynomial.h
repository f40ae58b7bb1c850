#pragma once

#include "core/synthesis/rules/syntax.h"
#include "core/synthesis/rules/translationunit.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace espalier::rules {

/// An integer expression as a polynomial over variables; what is no polynomial (a load, a call, a division) is an atom
/// of its own, equal only to the same text. Two equal polynomials have equal values wherever their variables have.
class Polynomial
{
public:
    using Monomial = std::vector<std::string>; ///< sorted atom keys; empty: the constant

    Polynomial() = default;
    explicit Polynomial(std::int64_t constant);
    /// `key` names the atom; `variables` are the declarations its value depends on.
    Polynomial(const std::string& key, const std::set<unsigned>& variables);

    Polynomial operator+(const Polynomial& other) const;
    Polynomial operator-(const Polynomial& other) const;
    Polynomial operator*(const Polynomial& other) const;
    bool operator==(const Polynomial& other) const { return m_terms == other.m_terms; }

    bool dependsOn(unsigned variable) const;
    /// The factor of `variable` where it occurs linearly; empty terms when it does not occur. False when it occurs
    /// inside an atom or in a power.
    bool coefficient(unsigned variable, Polynomial& factor) const;
    /// Everything that does not depend on `variable`.
    Polynomial without(unsigned variable) const;
    bool isZero() const { return m_terms.empty(); }
    bool isConstant(std::int64_t& value) const;
    const std::set<unsigned>& variables() const { return m_variables; }

    /// As a C++ expression in the source's own names.
    std::string text(const Kernel& kernel) const;

    static std::string keyOf(unsigned declaration) { return "v" + std::to_string(declaration); }

private:
    void add(const Monomial& monomial, std::int64_t factor);

    std::map<Monomial, std::int64_t> m_terms;
    std::map<std::string, std::set<unsigned>> m_atoms; ///< what each atom depends on
    std::set<unsigned> m_variables;
};

/// The expression as a polynomial. Locals that are initialised once and never changed are replaced by their initialiser
/// when that is integer arithmetic, so `base + j` with `int64_t base = i * cols` reads i·cols + j.
Polynomial polynomialOf(const Kernel& kernel, const Node& expression);

/// The declaration node of a variable or parameter of the entry function, or null.
const Node* declarationOf(const Kernel& kernel, unsigned declaration);
/// The initialiser of a local that is never assigned, changed or passed by address afterwards; null otherwise.
const Node* fixedInitialiser(const Kernel& kernel, unsigned declaration);

} // namespace espalier::rules
