#include "core/synthesis/rules/branchfreesearch.h"

#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <optional>

namespace espalier::rules {

namespace {

bool isIt(const Node& node, unsigned declaration)
{
    return node.kind == Kind::Reference && node.declaration == declaration;
}

/// The local's initialiser when nothing but `loop` assigns it; null otherwise.
const Node* startOf(const Kernel& kernel, unsigned declaration, const Node& loop)
{
    const Node* variable = declarationOf(kernel, declaration);
    if (variable == nullptr || variable->kind != Kind::Variable || variable->children.size() != 1 ||
        variable->begin > loop.begin) {
        return nullptr;
    }
    bool early = false;
    walk(kernel.body(), [&](const Node& at) {
        const bool changes = at.kind == Kind::Assign || (at.kind == Kind::Unary && at.name != "*" && at.name != "-");
        early = early || (changes && at.begin < loop.begin && at.begin > variable->end && !at.children.empty() &&
                          isIt(at.child(0), declaration));
        return !early;
    });
    return early ? nullptr : variable->children[0].get();
}

/// The pieces of a halving search.
struct Halving
{
    const Node* loop = nullptr;
    const Node* low = nullptr; ///< references in the loop's condition
    const Node* high = nullptr;
    const Node* middle = nullptr; ///< Variable
    const Node* predicate = nullptr;
    const Node* lowStart = nullptr;
    const Node* highStart = nullptr;
};

const Node* onlyAssignment(const Node& branch)
{
    const auto statements = statementsOf(branch);
    return statements.size() == 1 && statements[0]->kind == Kind::Assign && statements[0]->name == "=" ? statements[0]
                                                                                                       : nullptr;
}

std::optional<Halving> halvingAt(const Kernel& kernel, const Node& loop)
{
    if (loop.kind != Kind::While || loop.children.size() != 2 || loop.child(0).kind != Kind::Binary ||
        loop.child(0).name != "<" || loop.child(0).children.size() != 2) {
        return std::nullopt;
    }
    Halving search;
    search.loop = &loop;
    search.low = &loop.child(0).child(0);
    search.high = &loop.child(0).child(1);
    const auto statements = statementsOf(loop.child(1));
    if (search.low->kind != Kind::Reference || search.high->kind != Kind::Reference || statements.size() != 2 ||
        statements[0]->kind != Kind::Declaration || statements[0]->children.size() != 1 ||
        statements[1]->kind != Kind::If || statements[1]->children.size() != 3) {
        return std::nullopt;
    }
    search.middle = &statements[0]->child(0);
    search.predicate = &statements[1]->child(0);
    const Node* up = onlyAssignment(statements[1]->child(1));
    const Node* down = onlyAssignment(statements[1]->child(2));
    const unsigned middle = search.middle->declaration;
    const bool halves = search.middle->children.size() == 1 && mentions(*search.middle, search.low->declaration) &&
                        mentions(*search.middle, search.high->declaration);
    if (up == nullptr || down == nullptr || !halves || !isIt(up->child(0), search.low->declaration) ||
        !isIt(down->child(0), search.high->declaration) || !isIt(down->child(1), middle)) {
        return std::nullopt;
    }
    const Polynomial next = polynomialOf(kernel, up->child(1)) - polynomialOf(kernel, down->child(1));
    std::int64_t one = 0;
    search.lowStart = startOf(kernel, search.low->declaration, loop);
    search.highStart = startOf(kernel, search.high->declaration, loop);
    if (!next.isConstant(one) || one != 1 || search.lowStart == nullptr || search.highStart == nullptr) {
        return std::nullopt;
    }
    return search;
}

std::string rewritten(const Kernel& kernel, const Halving& search)
{
    const std::string type = plainType(kernel, *search.middle);
    const std::string size = freshName(kernel.source, "searchSize");
    const std::string rounds = freshName(kernel.source, "searchRounds");
    const std::string round = freshName(kernel.source, "searchRound");
    const std::string half = freshName(kernel.source, "searchHalf");
    const std::string& low = search.low->name;
    const std::string& middle = search.middle->name;
    const std::string predicate = kernel.text(*search.predicate);
    std::string text = "const " + type + " " + size + " = (" + kernel.text(*search.highStart) + ") - (" +
                       kernel.text(*search.lowStart) + ");\n";
    text += "const int " + rounds + " = " + size + " > 1 ? 64 - __builtin_clzll(static_cast<unsigned long long>(" +
            size + " - 1)) : 0;\n";
    text += "for (int " + round + " = 0; " + round + " < " + rounds + "; ++" + round + ") {\n";
    text += "const " + type + " " + half + " = (((" + size + " - 1) >> " + round + ") + 1) / 2;\n";
    text += "const " + type + " " + middle + " = " + low + " + " + half + " - 1;\n";
    text += low + " += " + predicate + " ? " + half + " : 0;\n}\n";
    text += "if (" + size + " > 0) {\nconst " + type + " " + middle + " = " + low + ";\n" + low + " += " + predicate +
            " ? 1 : 0;\n}\n";
    return text + search.high->name + " = " + low + ";";
}

/// `while (k < n && P(k)) ++k;`
struct Counting
{
    const Node* loop = nullptr;
    const Node* counter = nullptr; ///< a reference
    const Node* bound = nullptr;
    const Node* predicate = nullptr;
    const Node* start = nullptr;
};

std::optional<Counting> countingAt(const Kernel& kernel, const Node& loop)
{
    if (loop.kind != Kind::While || loop.children.size() != 2 || loop.child(0).kind != Kind::Binary ||
        loop.child(0).name != "&&" || loop.child(0).children.size() != 2) {
        return std::nullopt;
    }
    const Node& limit = loop.child(0).child(0);
    const auto statements = statementsOf(loop.child(1));
    const bool limited = limit.kind == Kind::Binary && limit.name == "<" && limit.children.size() == 2 &&
                         limit.child(0).kind == Kind::Reference;
    if (!limited || statements.size() != 1 || statements[0]->kind != Kind::Unary || statements[0]->name != "++" ||
        !isIt(statements[0]->child(0), limit.child(0).declaration)) {
        return std::nullopt;
    }
    Counting search{&loop, &limit.child(0), &limit.child(1), &loop.child(0).child(1), nullptr};
    search.start = startOf(kernel, search.counter->declaration, loop);
    if (search.start == nullptr || mentions(*search.bound, search.counter->declaration)) {
        return std::nullopt;
    }
    return search;
}

std::string rewritten(const Kernel& kernel, const Counting& search)
{
    const std::string type = plainType(kernel, *declarationOf(kernel, search.counter->declaration));
    const std::string probe = freshName(kernel.source, "probe");
    Rewriter rewriter(kernel);
    walk(*search.predicate, [&](const Node& at) {
        if (isIt(at, search.counter->declaration)) {
            rewriter.replace(at, probe);
        }
        return true;
    });
    return "for (" + type + " " + probe + " = " + kernel.text(*search.start) + "; " + probe + " < " +
           kernel.text(*search.bound) + "; ++" + probe + ") {\n" + search.counter->name +
           " += " + rewriter.part(*search.predicate) + " ? 1 : 0;\n}";
}

template <class Find>
std::vector<Site> sitesOf(const Kernel& kernel, const char* what, Find find)
{
    std::vector<Site> sites;
    for (const Node* loop : findAll(kernel.body(), Kind::While)) {
        if (find(kernel, *loop)) {
            sites.push_back({loop->begin, 0, what});
        }
    }
    return sites;
}

template <class Find>
Result<std::string> applyAt(const Kernel& kernel, const Site& site, const std::string& name, Find find)
{
    for (const Node* loop : findAll(kernel.body(), Kind::While)) {
        const auto search = find(kernel, *loop);
        if (loop->begin == site.offset && search) {
            Rewriter rewriter(kernel);
            rewriter.replace(loop->begin, statementEnd(kernel, *loop), rewritten(kernel, *search));
            return rewriter.result();
        }
    }
    return doesNotApply(name, "there is no such search");
}

} // namespace

std::vector<Site> BranchFreeSearch::sites(const Kernel& kernel) const
{
    return sitesOf(kernel, "halving search", halvingAt);
}

Result<std::string> BranchFreeSearch::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    return applyAt(kernel, site, name(), halvingAt);
}

std::vector<Site> CountedSearch::sites(const Kernel& kernel) const
{
    return sitesOf(kernel, "linear search", countingAt);
}

Result<std::string> CountedSearch::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    return applyAt(kernel, site, name(), countingAt);
}

} // namespace espalier::rules
