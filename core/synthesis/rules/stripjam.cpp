#include "core/synthesis/rules/stripjam.h"

#include "core/synthesis/rules/lanevariance.h"
#include "core/synthesis/rules/rewriter.h"
#include "core/synthesis/rules/transformation.h"

#include <algorithm>
#include <map>
#include <set>

namespace espalier::rules {

namespace {

/// A local that differs between lanes.
struct Local
{
    const Node* variable = nullptr;
    std::set<int> groups;        ///< lane loops that use it
    bool rematerialised = false; ///< cheap: computed again wherever it is needed
    bool expanded = false;       ///< becomes an array over the lanes
};

/// A stretch of statements that becomes one loop over the lanes.
struct Group
{
    std::vector<const Node*> statements;
};

/// Writes the jammed body of one loop.
class Jammer
{
public:
    Jammer(const Kernel& kernel, const Loop& loop, int width, Lanes lanes)
        : m_kernel(kernel), m_loop(loop), m_variance(kernel, loop), m_rewriter(kernel), m_lanesPerStrip(width),
          m_lanes(lanes)
    {
    }
    Result<std::string> run();

private:
    bool isJammed(const Node& statement) const;
    bool isUniformDeclaration(const Node& statement) const;
    void group(const std::vector<const Node*>& statements);
    void noteUse(const Node& statement, int number);
    bool decideLocals();
    bool isCheap(const Node& initialiser) const;
    bool expand(Local& local);
    std::string emit(const std::vector<const Node*>& statements, const std::string& indent);
    std::string emitGroup(const Group& group, int number, const std::string& indent);
    std::string rematerialise(int number, const std::string& indent) const;
    std::string statementText(const Node& statement, const std::string& indent) const;
    std::string declarationText(const Node& declaration, const std::string& indent) const;
    std::string stripWithRest(const std::string& body, const std::string& indent) const;
    std::string overlappingStrips(const std::string& body, const std::string& indent) const;
    std::string restLoop(const std::string& first, const std::string& indent) const;

    const Kernel& m_kernel;
    const Loop& m_loop;
    LaneVariance m_variance;
    Rewriter m_rewriter;
    int m_lanesPerStrip;
    Lanes m_lanes;
    std::string m_width;   ///< name of the tunable
    std::string m_pragmas; ///< that stood above the loop
    std::string m_start;   ///< name of the strip loop's variable
    std::string m_lane;    ///< name of the lane's variable
    std::vector<Group> m_groups;
    std::map<const Node*, int> m_groupOf; ///< first statement of a group -> its number
    std::map<unsigned, Local> m_locals;
    std::string m_problem;
};

bool Jammer::isJammed(const Node& statement) const
{
    if (statement.kind != Kind::For || !m_variance.isUniformLoop(statement)) {
        return false;
    }
    unsigned begin = 0;
    return pragmasAbove(m_kernel, statement, begin).empty();
}

bool Jammer::isUniformDeclaration(const Node& statement) const
{
    return statement.kind == Kind::Declaration &&
           std::all_of(statement.children.begin(), statement.children.end(), [&](const auto& child) {
               return child->kind == Kind::Variable && !m_variance.varies(child->declaration);
           });
}

void Jammer::noteUse(const Node& statement, int number)
{
    walk(statement, [&](const Node& at) {
        if (at.kind == Kind::Variable && statement.kind == Kind::Declaration && at.parent == &statement) {
            m_locals[at.declaration].variable = &at;
            m_locals[at.declaration].groups.insert(number);
        }
        if (at.kind == Kind::Reference) {
            const auto local = m_locals.find(at.declaration);
            if (local != m_locals.end()) {
                local->second.groups.insert(number);
            }
        }
        return true;
    });
}

/// Splits statements into groups, numbered in order of appearance.
void Jammer::group(const std::vector<const Node*>& statements)
{
    int open = -1;
    for (const Node* statement : statements) {
        if (isUniformDeclaration(*statement)) {
            continue;
        }
        if (isJammed(*statement)) {
            open = -1;
            group(statementsOf(*canonicalLoop(*statement)->body));
            continue;
        }
        if (open < 0) {
            open = static_cast<int>(m_groups.size());
            m_groups.push_back({});
            m_groupOf[statement] = open;
        }
        m_groups[static_cast<std::size_t>(open)].statements.push_back(statement);
        noteUse(*statement, open);
    }
}

/// Arithmetic and at most one load: cheaper than keeping the value in memory for every lane.
bool Jammer::isCheap(const Node& initialiser) const
{
    bool cheap = findAll(initialiser, Kind::Call).empty() && findAll(initialiser, Kind::MemberCall).empty();
    walk(initialiser, [&](const Node& at) {
        cheap = cheap && !(at.kind == Kind::Binary && (at.name == "/" || at.name == "%")) && at.kind != Kind::Subscript;
        return cheap;
    });
    return cheap;
}

bool Jammer::decideLocals()
{
    // A rematerialised local brings those it is computed from into its groups.
    bool changed = true;
    while (changed) {
        changed = false;
        for (auto& [declaration, local] : m_locals) {
            const Node* initialiser = fixedInitialiser(m_kernel, declaration);
            local.rematerialised = local.groups.size() > 1 && initialiser != nullptr && isCheap(*initialiser);
            if (!local.rematerialised) {
                continue;
            }
            for (auto& [other, source] : m_locals) {
                if (other != declaration && mentions(*initialiser, other)) {
                    const std::size_t before = source.groups.size();
                    source.groups.insert(local.groups.begin(), local.groups.end());
                    changed = changed || source.groups.size() != before;
                }
            }
        }
    }
    for (auto& [declaration, local] : m_locals) {
        if (local.groups.size() > 1 && !local.rematerialised && !expand(local)) {
            return false;
        }
    }
    return true;
}

bool Jammer::expand(Local& local)
{
    const std::string& type = local.variable->type;
    const std::string element = type.substr(0, type.find('['));
    const bool simple = isFloatType(element) || isIntegerType(element) || element.find('*') != std::string::npos;
    if (!simple || type.find('&') != std::string::npos) {
        m_problem = local.variable->name + " cannot be kept once per lane";
        return false;
    }
    local.expanded = true;
    walk(*m_loop.body, [&](const Node& at) {
        if (at.kind == Kind::Reference && at.declaration == local.variable->declaration) {
            m_rewriter.replace(at, at.name + "[" + m_lane + "]");
        }
        return true;
    });
    return true;
}

std::string Jammer::declarationText(const Node& declaration, const std::string& indent) const
{
    std::string text;
    for (const auto& child : declaration.children) {
        const Local& local = m_locals.at(child->declaration);
        if (local.rematerialised) {
            continue;
        }
        const bool array = child->type.find('[') != std::string::npos;
        if (!local.expanded) {
            const std::string type = plainType(m_kernel, *child);
            const std::string suffix = arraySuffix(m_kernel, *child);
            const std::string initialiser =
                child->children.empty() ? "" : " = " + m_rewriter.part(child->child(child->children.size() - 1));
            text += indent + (array ? type.substr(0, type.find('[')) : type) + " " + child->name + suffix +
                    initialiser + ";\n";
        } else if (!child->children.empty() && !array) {
            text += indent + child->name + "[" + m_lane + "] = " + m_rewriter.part(child->child(0)) + ";\n";
        } else if (!child->children.empty()) {
            text += indent + "for (auto& element : " + child->name + "[" + m_lane + "]) {\n" + indent +
                    "    element = 0;\n" + indent + "}\n";
        }
    }
    return text;
}

std::string Jammer::statementText(const Node& statement, const std::string& indent) const
{
    if (statement.kind == Kind::Declaration) {
        return declarationText(statement, indent);
    }
    unsigned begin = 0;
    const std::string pragmas = pragmasAbove(m_kernel, statement, begin);
    return pragmas + indent + m_rewriter.part(statement.begin, statementEnd(m_kernel, statement)) + "\n";
}

std::string Jammer::rematerialise(int number, const std::string& indent) const
{
    std::string text;
    for (const auto& [declaration, local] : m_locals) {
        if (local.rematerialised && local.groups.contains(number)) {
            text += indent + plainType(m_kernel, *local.variable) + " const " + local.variable->name + " = " +
                    m_rewriter.part(local.variable->child(0)) + ";\n";
        }
    }
    return text;
}

std::string Jammer::emitGroup(const Group& group, int number, const std::string& indent)
{
    std::string declarations;
    std::string body;
    bool loops = false;
    for (const Node* statement : group.statements) {
        if (statement->kind == Kind::Declaration) {
            for (const auto& child : statement->children) {
                if (m_locals.at(child->declaration).expanded) {
                    const std::string type = plainType(m_kernel, *child);
                    declarations += indent + type.substr(0, type.find('[')) + " " + child->name + "[" + m_width + "]" +
                                    arraySuffix(m_kernel, *child) + ";\n";
                }
            }
        }
        walk(*statement, [&](const Node& at) {
            loops = loops || isLoop(at.kind);
            return !loops;
        });
        body += statementText(*statement, indent + "    ");
    }
    if (body.empty()) {
        return declarations;
    }
    const std::string pragma = m_lanes == Lanes::Rows ? "#pragma GCC unroll " + m_width + "\n"
                               : loops                ? ""
                                                      : "#pragma omp simd\n";
    const std::string type = plainType(m_kernel, *m_loop.variable);
    return declarations + (pragma.empty() ? "" : indent + pragma) + indent + "for (int " + m_lane + " = 0; " + m_lane +
           " < " + m_width + "; ++" + m_lane + ") {\n" + indent + "    const " + type + " " + m_loop.name() + " = " +
           m_start + " + " + m_lane + ";\n" + rematerialise(number, indent + "    ") + body + indent + "}\n";
}

std::string Jammer::emit(const std::vector<const Node*>& statements, const std::string& indent)
{
    std::string text;
    std::string pending;
    for (const Node* statement : statements) {
        if (isUniformDeclaration(*statement)) {
            text += indent + m_kernel.text(*statement) + "\n";
        } else if (isJammed(*statement)) {
            text += pending;
            pending.clear();
            const Node& body = *canonicalLoop(*statement)->body;
            text += indent + restMarkBefore(m_kernel, *statement) + m_kernel.text(statement->begin, body.begin) +
                    "{\n" + emit(statementsOf(body), indent + "    ") + indent + "}\n";
        } else if (const auto first = m_groupOf.find(statement); first != m_groupOf.end()) {
            pending += emitGroup(m_groups[static_cast<std::size_t>(first->second)], first->second, indent);
        }
    }
    return text + pending;
}

/// `for (T i0 = first; i0 < last; i0 += W)` with the rest behind it.
std::string Jammer::stripWithRest(const std::string& body, const std::string& indent) const
{
    const std::string type = plainType(m_kernel, *m_loop.variable);
    const std::string first = m_kernel.text(*m_loop.first);
    const std::string bound = m_kernel.text(*m_loop.bound);
    const std::string end = freshName(m_kernel.source, m_loop.name() + "End");
    std::int64_t zero = -1;
    const bool fromZero = integerValue(*m_loop.first, zero) && zero == 0;
    const std::string count =
        fromZero ? "(" + bound + ") / " + m_width + " * " + m_width
                 : "(" + first + ") + ((" + bound + ") - (" + first + ")) / " + m_width + " * " + m_width;
    std::string text = indent + "const " + type + " " + end + " = " + count + ";\n";
    text += m_pragmas + indent + "for (" + type + " " + m_start + " = " + first + "; " + m_start + " < " + end + "; " +
            m_start + " += " + m_width + ") {\n" + body + indent + "}\n";
    return text + restLoop(end, indent);
}

/// Strips whose last one is moved back to end at the bound.
std::string Jammer::overlappingStrips(const std::string& body, const std::string& indent) const
{
    const std::string type = plainType(m_kernel, *m_loop.variable);
    const std::string first = m_kernel.text(*m_loop.first);
    const std::string bound = m_kernel.text(*m_loop.bound);
    const std::string count = freshName(m_kernel.source, m_loop.name() + "Count");
    const std::string strips = freshName(m_kernel.source, m_loop.name() + "Strips");
    const std::string strip = freshName(m_kernel.source, m_loop.name() + "Strip");
    const std::string at = strip + " * " + m_width;
    std::string text = indent + "const " + type + " " + count + " = (" + bound + ") - (" + first + ");\n";
    text += indent + "const " + type + " " + strips + " = " + count + " < " + m_width + " ? 0 : (" + count + " + " +
            m_width + " - 1) / " + m_width + ";\n";
    text += m_pragmas + indent + "for (" + type + " " + strip + " = 0; " + strip + " < " + strips + "; ++" + strip +
            ") {\n" + indent + "    const " + type + " " + m_start + " = (" + first + ") + (" + at + " + " + m_width +
            " <= " + count + " ? " + at + " : " + count + " - " + m_width + ");\n" + body + indent + "}\n";
    return text + restLoop(strips + " > 0 ? " + bound + " : " + first, indent);
}

std::string Jammer::restLoop(const std::string& first, const std::string& indent) const
{
    const std::string type = plainType(m_kernel, *m_loop.variable);
    const std::string& i = m_loop.name();
    return indent + kRestMark + " for (" + type + " " + i + " = " + first + "; " + i + " < " +
           m_kernel.text(*m_loop.bound) + "; ++" + i + ") " +
           m_kernel.text(m_loop.body->begin, statementEnd(m_kernel, *m_loop.body));
}

Result<std::string> Jammer::run()
{
    m_start = freshName(m_kernel.source, m_loop.name() + "0");
    const bool vector = m_lanes == Lanes::Vector;
    m_lane = freshName(m_kernel.source, vector ? "lane" : "row");
    m_width = freshName(m_kernel.source, vector ? "STRIP" : "ROWS");
    const auto statements = statementsOf(*m_loop.body);
    group(statements);
    if (!decideLocals()) {
        return doesNotApply("strip-jam", m_problem);
    }
    unsigned begin = 0;
    m_pragmas = pragmasAbove(m_kernel, *m_loop.node, begin);
    if (const std::size_t collapse = m_pragmas.find(" collapse(2)"); collapse != std::string::npos) {
        m_pragmas.erase(collapse, 12); // the nest is no longer perfect
    }
    const std::string indent = indentationAt(m_kernel, m_loop.node->begin);
    const std::string body = emit(statements, indent + "    ");
    std::string text =
        vector && overwritesOnly(m_kernel, m_loop) ? overlappingStrips(body, indent) : stripWithRest(body, indent);
    if (m_loop.node->parent == nullptr || m_loop.node->parent->kind != Kind::Compound) {
        text = indent + "{\n" + text + "\n" + indent + "}";
    }
    Rewriter whole(m_kernel);
    // The first line keeps the indentation that is already there unless pragmas were taken away with theirs.
    const bool ownLine = begin != m_loop.node->begin;
    whole.replace(begin, statementEnd(m_kernel, *m_loop.node), ownLine ? text : text.substr(indent.size()));
    whole.insert(m_kernel.entry->begin,
                 tunableLine(m_width, m_lanesPerStrip, vector ? "16 32 48 64 96 128" : "2 3 4 5 6 7 8 10 12") + "\n");
    return whole.result();
}

} // namespace

Result<std::string> stripJam(const Kernel& kernel, const Loop& loop, int width, Lanes lanes)
{
    const LoopFacts facts = analyseLoop(kernel, loop);
    if (!facts.independent || !facts.reductions.empty() || !facts.privateCopies.empty()) {
        return doesNotApply("strip-jam", facts.independent ? "iterations accumulate into one value" : facts.reason);
    }
    if (loop.step != 1 || loop.inclusive) {
        return doesNotApply("strip-jam", "the loop does not count by ones up to its bound");
    }
    bool plain = true;
    walk(*loop.body, [&](const Node& at) {
        const bool own = at.kind == Kind::Continue || at.kind == Kind::Return;
        plain = plain && !own && !(at.kind == Kind::Variable && at.type.find("vector<") != std::string::npos);
        return plain;
    });
    if (!plain) {
        return doesNotApply("strip-jam", "an iteration may end early or owns a container");
    }
    return Jammer(kernel, loop, width, lanes).run();
}

} // namespace espalier::rules
