#include "core/synthesis/rules/dependence.h"

#include "core/synthesis/rules/scalarreduction.h"

#include <algorithm>
#include <array>
#include <set>

namespace espalier::rules {

namespace {

/// The analysis of one loop; `fail` keeps the first reason.
class Analysis
{
public:
    Analysis(const Kernel& kernel, const Loop& loop) : m_kernel(kernel), m_loop(loop) {}
    LoopFacts run();

private:
    bool declaredInside(unsigned declaration) const
    {
        return declaration >= m_loop.node->begin && declaration < m_loop.node->end;
    }
    void fail(const std::string& reason)
    {
        if (m_reason.empty()) {
            m_reason = reason;
        }
    }
    void checkControl();
    void checkCalls();
    void checkScalars();
    void checkArrays();
    void checkArray(unsigned base, const std::vector<const Access*>& uses);
    bool isDistinct(const Polynomial& index) const;
    bool sameIterationOnly(const Access& write, const Access& other) const;
    bool addArrayReduction(unsigned base, const std::vector<const Access*>& uses);
    bool addPrivateCopy(const Node& variable, const std::vector<const Access*>& uses);
    std::string extentOf(const Polynomial& index) const;

    const Kernel& m_kernel;
    const Loop& m_loop;
    LoopFacts m_facts;
    std::string m_reason;
};

void Analysis::checkControl()
{
    walk(*m_loop.body, [&](const Node& at) {
        if (at.kind == Kind::Return || at.kind == Kind::Goto || at.kind == Kind::Lambda) {
            fail("an iteration may leave the loop");
        }
        if (at.kind == Kind::Break) {
            const Node* owner = at.parent;
            while (owner != nullptr && !isLoop(owner->kind) && owner->kind != Kind::Switch) {
                owner = owner->parent;
            }
            if (owner == m_loop.node) {
                fail("an iteration may end the loop");
            }
        }
        return m_reason.empty();
    });
}

void Analysis::checkCalls()
{
    static constexpr std::array<std::string_view, 9> kHarmless{"size",   "data", "begin",  "end", "empty",
                                                               "cbegin", "cend", "length", "at"};
    static constexpr std::array<std::string_view, 6> kMovers{"memcpy", "memmove", "memset", "fill", "fill_n", "copy"};
    walk(*m_loop.body, [&](const Node& at) {
        if (at.kind == Kind::Call && !isPureCall(m_kernel, at)) {
            bool known = std::find(kMovers.begin(), kMovers.end(), at.name) != kMovers.end();
            // A constructor call of a local (std::vector<float> t(n)) is harmless.
            known = known || (at.parent != nullptr && at.parent->kind == Kind::Variable) || at.name == "vector" ||
                    at.name == "allocator" || at.name.empty();
            if (!known && at.declaration != kNowhere) {
                known = std::all_of(at.children.begin(), at.children.end(),
                                    [](const auto& argument) { return argument->type.find('&') == std::string::npos; });
            }
            if (!known) {
                fail("it calls " + at.name);
            }
        }
        if (at.kind == Kind::MemberCall && !at.children.empty()) {
            const Node& object = at.child(0);
            const bool own = object.kind == Kind::Reference && declaredInside(object.declaration);
            const bool harmless = std::find(kHarmless.begin(), kHarmless.end(), at.name) != kHarmless.end();
            if (!own && !harmless) {
                fail("it changes an object by ." + at.name);
            }
        }
        return m_reason.empty();
    });
}

void Analysis::checkScalars()
{
    std::set<unsigned> written;
    walk(*m_loop.body, [&](const Node& at) {
        const bool changes = at.kind == Kind::Assign ||
                             (at.kind == Kind::Unary && (at.name == "++" || at.name == "--" || at.name == "&"));
        if (changes && !at.children.empty() && at.child(0).kind == Kind::Reference) {
            const unsigned declaration = at.child(0).declaration;
            if (declaration == kNowhere) {
                fail("it changes a variable of another file");
            } else if (!declaredInside(declaration)) {
                written.insert(declaration);
            }
        }
        return true;
    });
    for (const unsigned declaration : written) {
        const Node* variable = declarationOf(m_kernel, declaration);
        const auto operation = scalarReduction(m_kernel, *m_loop.body, declaration);
        if (variable == nullptr || !operation || variable->type.find('*') != std::string::npos) {
            fail((variable == nullptr ? std::string("a value") : variable->name) + " is carried between iterations");
            return;
        }
        m_facts.reductions.push_back({declaration, variable->name, *operation, "", isFloatType(variable->type)});
    }
}

/// Do different iterations write different elements?
bool Analysis::isDistinct(const Polynomial& index) const
{
    Polynomial factor;
    if (!index.coefficient(m_loop.declaration(), factor) || factor.isZero()) {
        return false;
    }
    std::int64_t constant = 0;
    if (!factor.isConstant(constant)) {
        return true; // rows: the stride is taken to be at least as long as the row
    }
    const Polynomial rest = index.without(m_loop.declaration());
    for (const unsigned variable : rest.variables()) {
        if (!declaredInside(variable) || variable == m_loop.declaration() || !rest.dependsOn(variable)) {
            continue;
        }
        Polynomial inner;
        std::int64_t stride = 0;
        if (!rest.coefficient(variable, inner)) {
            return false;
        }
        if (!inner.isConstant(stride)) {
            continue;
        }
        // A strip: inner iterations stay within this loop's step.
        std::int64_t width = 0;
        const auto loop = loopOfVariable(m_kernel, variable);
        if (!loop || !polynomialOf(m_kernel, *loop->bound).isConstant(width) ||
            std::abs(stride) * width > std::abs(constant) * m_loop.step) {
            return false;
        }
    }
    return true;
}

bool Analysis::sameIterationOnly(const Access& write, const Access& other) const
{
    if (write.index == other.index) {
        return true;
    }
    Polynomial mine;
    Polynomial theirs;
    std::int64_t constant = 0;
    return write.index.coefficient(m_loop.declaration(), mine) &&
           other.index.coefficient(m_loop.declaration(), theirs) && mine == theirs &&
           (!mine.isConstant(constant) || m_loop.step > 1);
}

/// Text of the number of elements an index that runs over inner loops reaches, in names known outside the loop; empty
/// when it cannot be said.
std::string Analysis::extentOf(const Polynomial& index) const
{
    std::string text;
    Polynomial rest = index;
    for (const unsigned variable : index.variables()) {
        if (!declaredInside(variable) || !index.dependsOn(variable)) {
            continue;
        }
        const auto loop = loopOfVariable(m_kernel, variable);
        std::int64_t first = -1;
        Polynomial factor;
        std::int64_t one = 0;
        if (!loop || loop->inclusive || !integerValue(*loop->first, first) || first != 0 ||
            !index.coefficient(variable, factor) || !factor.isConstant(one) || one != 1 || !text.empty()) {
            return {};
        }
        bool outside = true;
        walk(*loop->bound, [&](const Node& at) {
            outside = outside && !(at.kind == Kind::Reference && declaredInside(at.declaration));
            return outside;
        });
        if (!outside) {
            return {};
        }
        rest = rest.without(variable);
        text = m_kernel.text(*loop->bound);
    }
    return rest.isZero() ? text : "";
}

bool Analysis::addArrayReduction(unsigned base, const std::vector<const Access*>& uses)
{
    const Node* variable = declarationOf(m_kernel, base);
    if (variable == nullptr || variable->type.find("vector<") != std::string::npos) {
        return false;
    }
    std::string section;
    for (const Access* use : uses) {
        const std::string extent = use->known && use->update == "+=" ? extentOf(use->index) : "";
        if (extent.empty() || (!section.empty() && section != extent)) {
            return false;
        }
        section = extent;
    }
    m_facts.reductions.push_back({base, variable->name, "+", "[:" + section + "]", true});
    return true;
}

/// Scratch that is written before it is read in every iteration and not used after the loop.
bool Analysis::addPrivateCopy(const Node& variable, const std::vector<const Access*>& uses)
{
    if (variable.kind != Kind::Variable || variable.type.find('*') != std::string::npos) {
        return false;
    }
    if (!uses.front()->write || uses.front()->update != "=") {
        return false;
    }
    bool usedLater = false;
    walk(m_kernel.body(), [&](const Node& at) {
        usedLater = usedLater || (at.kind == Kind::Reference && at.declaration == variable.declaration &&
                                  at.begin >= m_loop.node->end);
        return !usedLater;
    });
    if (usedLater) {
        return false;
    }
    m_facts.privateCopies.push_back(variable.name);
    return true;
}

void Analysis::checkArray(unsigned base, const std::vector<const Access*>& uses)
{
    const bool written = std::any_of(uses.begin(), uses.end(), [](const Access* use) { return use->write; });
    if (!written || declaredInside(base)) {
        return;
    }
    const Node* variable = declarationOf(m_kernel, base);
    const std::string name = variable == nullptr ? "memory" : variable->name;
    bool distinct = true;
    for (const Access* use : uses) {
        distinct = distinct && (!use->write || (use->known && isDistinct(use->index)));
    }
    for (const Access* write : uses) {
        for (const Access* other : uses) {
            distinct = distinct && (!write->write || (other->known && sameIterationOnly(*write, *other)));
        }
    }
    if (distinct || addArrayReduction(base, uses) || (variable != nullptr && addPrivateCopy(*variable, uses))) {
        return;
    }
    fail(name + " is written by several iterations");
}

void Analysis::checkArrays()
{
    const std::vector<Access> accesses = accessesIn(m_kernel, *m_loop.body);
    std::set<unsigned> bases;
    for (const Access& access : accesses) {
        if (access.write && !access.known) {
            fail("it writes through a pointer that moves");
        }
        if (access.known) {
            bases.insert(access.base);
        }
    }
    for (const unsigned base : bases) {
        std::vector<const Access*> uses;
        for (const Access& access : accesses) {
            if (access.known && access.base == base) {
                uses.push_back(&access);
            }
        }
        checkArray(base, uses);
    }
}

LoopFacts Analysis::run()
{
    checkControl();
    checkCalls();
    if (m_reason.empty()) {
        checkScalars();
    }
    if (m_reason.empty()) {
        checkArrays();
    }
    m_facts.independent = m_reason.empty();
    m_facts.reason = m_reason;
    return m_facts;
}

} // namespace

LoopFacts analyseLoop(const Kernel& kernel, const Loop& loop)
{
    return Analysis(kernel, loop).run();
}

} // namespace espalier::rules
