#include "core/synthesis/rules/streamingstores.h"

#include "core/synthesis/rules/access.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <optional>
#include <sstream>

namespace espalier::rules {

namespace {

/// Every strip costs a fence; shorter loops spend more on it than they save.
constexpr std::int64_t kShortest = 1024;

constexpr const char* kInclude = "#if defined(__AVX__)\n#include <immintrin.h>\n#endif\n";

constexpr const char* kHelper =
    R"(// Copies around the cache: whole lines by non-temporal stores, made visible before anything stored later.
static void streamOut(void* to, const void* from, unsigned long bytes)
{
    char* out = static_cast<char*>(to);
    const char* in = static_cast<const char*>(from);
#if defined(__AVX__)
    const unsigned long over = (64 - reinterpret_cast<unsigned long>(out) % 64) % 64;
    unsigned long at = over < bytes ? over : bytes;
    __builtin_memcpy(out, in, at);
    for (; at + 64 <= bytes; at += 64) {
        const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in + at));
        const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(in + at + 32));
        _mm256_stream_si256(reinterpret_cast<__m256i*>(out + at), low);
        _mm256_stream_si256(reinterpret_cast<__m256i*>(out + at + 32), high);
    }
    __builtin_memcpy(out + at, in + at, bytes - at);
    _mm_sfence();
#else
    __builtin_memcpy(out, in, bytes);
#endif
}

)";

/// What a loop writes side by side.
struct Target
{
    const Node* output = nullptr;
    std::vector<const Node*> writes; ///< each `output[…]` in the loop
    Polynomial start;                ///< their index without the loop's variable
};

/// May an iteration end before its last statement?
bool leavesEarly(const Loop& loop)
{
    bool leaves = false;
    walk(*loop.body, [&](const Node& at) {
        leaves = leaves || at.kind == Kind::Return || at.kind == Kind::Goto || at.kind == Kind::Lambda;
        if (at.kind == Kind::Break || at.kind == Kind::Continue) {
            const Node* owner = at.parent;
            while (owner != nullptr && !isLoop(owner->kind)) {
                owner = owner->parent;
            }
            leaves = leaves || owner == loop.node;
        }
        return !leaves;
    });
    return leaves;
}

/// Does the statement set one of these elements whichever way its branches go?
bool alwaysSets(const Node& statement, const std::vector<const Node*>& elements)
{
    if (statement.kind == Kind::Assign) {
        return std::find(elements.begin(), elements.end(), &statement.child(0)) != elements.end();
    }
    const auto sets = [&](const Node* inner) { return alwaysSets(*inner, elements); };
    if (statement.kind == Kind::If && statement.children.size() == 3) {
        return sets(&statement.child(1)) && sets(&statement.child(2));
    }
    if (statement.kind != Kind::Compound) {
        return false;
    }
    const auto statements = statementsOf(statement);
    return std::any_of(statements.begin(), statements.end(), sets);
}

/// Has the variable the same value before the loop as in every iteration, and does its name mean the same there?
bool isSettledBefore(const Kernel& kernel, const Loop& loop, unsigned declaration)
{
    if (declaration >= loop.node->begin && declaration < loop.node->end) {
        return false;
    }
    const Node* variable = declarationOf(kernel, declaration);
    if (variable == nullptr) {
        return false;
    }
    const bool fixed = variable->kind == Kind::Parameter ? !assigns(kernel.body(), declaration)
                                                         : fixedInitialiser(kernel, declaration) != nullptr;
    return fixed || loopOfVariable(kernel, declaration).has_value();
}

bool isOutput(const Kernel& kernel, unsigned base)
{
    const Node* array = declarationOf(kernel, base);
    const std::size_t star = array == nullptr ? std::string::npos : array->type.find(" *");
    if (star == std::string::npos || array->kind != Kind::Parameter || assigns(kernel.body(), base)) {
        return false;
    }
    const std::string element = array->type.substr(0, star);
    return !element.starts_with("const ") && (isFloatType(element) || isIntegerType(element));
}

/// The array's elements that the loop writes; empty unless all are the same one of an iteration, set and never read.
std::optional<Target> targetAt(const Kernel& kernel, const Loop& loop, unsigned base,
                               const std::vector<Access>& accesses)
{
    Target target;
    target.output = declarationOf(kernel, base);
    Polynomial index;
    std::set<unsigned> written;
    for (const Access& access : accesses) {
        if (!access.known || (access.base == base && access.read)) {
            return std::nullopt;
        }
        if (!access.write || !loop.node->contains(*access.node)) {
            continue;
        }
        written.insert(access.base);
        if (access.base != base) {
            continue;
        }
        if (access.update != "=" || access.node->kind != Kind::Subscript ||
            (!target.writes.empty() && !(access.index == index))) {
            return std::nullopt;
        }
        index = access.index;
        target.writes.push_back(access.node);
    }
    Polynomial factor;
    std::int64_t one = 0;
    if (target.writes.empty() || !index.coefficient(loop.declaration(), factor) || !factor.isConstant(one) ||
        one != 1 || !alwaysSets(*loop.body, target.writes)) {
        return std::nullopt;
    }
    for (const unsigned variable : index.variables()) {
        const bool itself = variable == loop.declaration();
        if (!itself && (written.contains(variable) || !isSettledBefore(kernel, loop, variable))) {
            return std::nullopt;
        }
    }
    target.start = index.without(loop.declaration());
    return target;
}

std::optional<Target> targetOf(const Kernel& kernel, const Loop& loop)
{
    std::int64_t first = 0;
    std::int64_t bound = kShortest;
    const bool shorter = polynomialOf(kernel, *loop.bound).isConstant(bound) && bound < kShortest;
    if (loop.step != 1 || loop.inclusive || shorter || !integerValue(*loop.first, first) || leavesEarly(loop)) {
        return std::nullopt;
    }
    const std::vector<Access> accesses = accessesIn(kernel, kernel.body());
    std::set<unsigned> tried;
    for (const Access& access : accesses) {
        if (access.known && access.write && loop.node->contains(*access.node) && isOutput(kernel, access.base) &&
            tried.insert(access.base).second) {
            if (auto target = targetAt(kernel, loop, access.base, accesses)) {
                return target;
            }
        }
    }
    return std::nullopt;
}

/// The pragmas above the loop: those that start threads stay with the strips, the others follow the elements.
void divide(const std::string& pragmas, std::string& outer, std::string& inner)
{
    std::istringstream lines(pragmas);
    for (std::string line; std::getline(lines, line);) {
        (line.find("omp parallel") == std::string::npos ? inner : outer) += line + "\n";
    }
}

std::string stream(const Kernel& kernel, const Loop& loop, const Target& target, const std::string& width,
                   const std::string& pragmas)
{
    const std::string type = plainType(kernel, *loop.variable);
    const std::string& i = loop.name();
    const std::string start = freshName(kernel.source, i + "0");
    const std::string end = freshName(kernel.source, i + "End");
    const std::string strip = freshName(kernel.source, target.output->name + "Strip");
    const std::string bound = "(" + kernel.text(*loop.bound) + ")";
    const std::string element = target.output->type.substr(0, target.output->type.find(" *"));
    Rewriter rewriter(kernel);
    for (const Node* write : target.writes) {
        rewriter.replace(*write, strip + "[" + i + " - " + start + "]");
    }
    std::string outer;
    std::string inner;
    divide(pragmas, outer, inner);
    return outer + "for (" + type + " " + start + " = " + kernel.text(*loop.first) + "; " + start + " < " + bound +
           "; " + start + " += " + width + ") {\nalignas(64) " + element + " " + strip + "[" + width + "];\nconst " +
           type + " " + end + " = " + bound + " - " + start + " < " + width + " ? " + bound + " : " + start + " + " +
           width + ";\n" + inner + "for (" + type + " " + i + " = " + start + "; " + i + " < " + end + "; ++" + i +
           ") " + rewriter.part(loop.body->begin, statementEnd(kernel, *loop.body)) + "\nstreamOut(" +
           target.output->name + " + " + target.start.text(kernel) + " + " + start + ", " + strip + ", (" + end +
           " - " + start + ") * sizeof(" + element + "));\n}";
}

} // namespace

std::vector<Site> StreamingStores::sites(const Kernel& kernel) const
{
    std::vector<Site> sites;
    for (const Loop& loop : loopsOf(kernel)) {
        unsigned begin = 0;
        const std::string pragmas = pragmasAbove(kernel, *loop.node, begin);
        // A collapsed nest or threads and lanes in one pragma cannot be divided between strips and elements.
        const bool divisible =
            pragmas.find("collapse(") == std::string::npos && pragmas.find("parallel for simd") == std::string::npos;
        if (const auto target = divisible ? targetOf(kernel, loop) : std::nullopt) {
            sites.push_back({loop.node->begin, 0, "loop over " + loop.name() + " into " + target->output->name});
        }
    }
    return sites;
}

Result<std::string> StreamingStores::apply(const Kernel& kernel, const Site& site, Rng& rng) const
{
    for (const Loop& loop : loopsOf(kernel)) {
        const auto target = loop.node->begin == site.offset ? targetOf(kernel, loop) : std::nullopt;
        if (!target) {
            continue;
        }
        unsigned begin = 0;
        const std::string pragmas = pragmasAbove(kernel, *loop.node, begin);
        const std::string width = freshName(kernel.source, "STREAM");
        Rewriter rewriter(kernel);
        if (kernel.source.find("immintrin.h") == std::string::npos) {
            rewriter.insert(0, kInclude);
        }
        rewriter.replace(begin, statementEnd(kernel, *loop.node), stream(kernel, loop, *target, width, pragmas));
        rewriter.insert(kernel.entry->begin,
                        tunableLine(width, rng.below(2) == 0 ? 1024 : 2048, "512 1024 2048 4096") + "\n");
        if (kernel.source.find("streamOut(") == std::string::npos) {
            rewriter.insert(kernel.entry->begin, kHelper);
        }
        return rewriter.result();
    }
    return doesNotApply(name(), "no output is written there side by side without being read");
}

} // namespace espalier::rules
