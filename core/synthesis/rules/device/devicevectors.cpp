#include "core/synthesis/rules/device/devicevectors.h"

#include "core/synthesis/rules/device/elementindex.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <optional>
#include <set>

namespace espalier::rules {

namespace {

constexpr int kWidths[] = {4, 8, 16};

bool isFloat(const Node& node)
{
    return node.type.find("float") != std::string::npos && node.type.find('*') == std::string::npos &&
           node.type.find("float4") == std::string::npos && node.type.find("__attribute__") == std::string::npos;
}

/// Writes one loop's vector form; empty where the loop does not fit.
class VectorLoop
{
public:
    VectorLoop(const Kernel& kernel, const Node& loop, int width)
        : m_kernel(kernel), m_loop(loop), m_width(std::to_string(width)), m_type("float" + m_width)
    {
    }

    std::optional<std::string> write();

private:
    bool readHead();
    bool statement(const Node& node);
    bool declaration(const Node& node);
    bool sum(const Node& node);
    bool store(const Node& node);
    std::optional<std::string> vectorOf(const Node& expression);
    bool fits(const Node& expression, Rewriter& rewriter);
    bool noteAccess(const Node& subscript, bool written);
    std::string load(const Node& subscript) const
    {
        return "vload" + m_width + "(0, &" + m_kernel.text(subscript) + ")";
    }

    const Kernel& m_kernel;
    const Node& m_loop;
    std::string m_width;
    std::string m_type;
    const Node* m_variable = nullptr;
    std::string m_body;
    std::vector<const Node*> m_sums;     ///< references to the variables summed into
    std::set<unsigned> m_locals;         ///< declared in the body, vectors now
    std::set<std::string> m_written;     ///< arrays written
    std::vector<const Node*> m_accesses; ///< subscripts that mention the loop's variable
};

bool VectorLoop::readHead()
{
    const Node& init = m_loop.child(0);
    const Node& condition = m_loop.child(1);
    const Node& step = m_loop.child(2);
    const auto variables = findAll(init, Kind::Variable);
    if (init.kind != Kind::Declaration || variables.size() != 1 || variables.front()->children.size() != 1) {
        return false;
    }
    m_variable = variables.front();
    const unsigned declared = m_variable->declaration;
    return condition.kind == Kind::Binary && condition.name == "<" && condition.child(0).kind == Kind::Reference &&
           condition.child(0).declaration == declared && !mentions(condition.child(1), declared) &&
           step.kind == Kind::Unary && step.name == "++" && mentions(step, declared) && isIntegerType(m_variable->type);
}

bool VectorLoop::noteAccess(const Node& subscript, bool written)
{
    if (subscript.child(0).kind != Kind::Reference || !isFloat(subscript) ||
        !stepsByOne(subscript.child(1), m_variable->declaration)) {
        return false;
    }
    m_accesses.push_back(&subscript);
    if (written) {
        m_written.insert(subscript.child(0).name);
    }
    return true;
}

/// Whether an expression means the same for vectors; its loads are replaced on the way.
bool VectorLoop::fits(const Node& node, Rewriter& rewriter)
{
    static const std::set<std::string> calls{"exp",  "log",  "sqrt", "rsqrt", "fabs", "erf",
                                             "tanh", "exp2", "log2", "fmax",  "fmin"};
    static const std::set<std::string> operators{"+", "-", "*", "/"};
    if (!mentions(node, m_variable->declaration) &&
        std::none_of(m_locals.begin(), m_locals.end(), [&](unsigned local) { return mentions(node, local); })) {
        return std::none_of(m_sums.begin(), m_sums.end(),
                            [&](const Node* sum) { return mentions(node, sum->declaration); });
    }
    if (node.kind == Kind::Subscript) {
        if (!noteAccess(node, false)) {
            return false;
        }
        rewriter.replace(node, load(node));
        return true;
    }
    if (node.kind == Kind::Reference) {
        return m_locals.contains(node.declaration);
    }
    const bool arithmetic = (node.kind == Kind::Binary && operators.contains(node.name)) ||
                            (node.kind == Kind::Unary && node.name == "-") ||
                            (node.kind == Kind::Call && calls.contains(node.name));
    return arithmetic && std::all_of(node.children.begin(), node.children.end(),
                                     [&](const auto& child) { return fits(*child, rewriter); });
}

std::optional<std::string> VectorLoop::vectorOf(const Node& expression)
{
    Rewriter rewriter(m_kernel);
    if (!fits(expression, rewriter)) {
        return std::nullopt;
    }
    return "(" + m_type + ")(" + rewriter.part(expression) + ")";
}

bool VectorLoop::declaration(const Node& node)
{
    for (const auto& variable : node.children) {
        if (variable->kind != Kind::Variable || variable->children.size() != 1 || !isFloat(*variable)) {
            return false;
        }
        const auto value = vectorOf(variable->child(0));
        if (!value) {
            return false;
        }
        m_locals.insert(variable->declaration);
        m_body += "const " + m_type + " " + variable->name + " = " + *value + ";\n";
    }
    return true;
}

bool VectorLoop::sum(const Node& node)
{
    const Node& target = node.child(0);
    const bool outside = target.declaration == kNowhere || target.declaration < m_loop.begin;
    const bool once = std::none_of(m_sums.begin(), m_sums.end(),
                                   [&](const Node* sum) { return sum->declaration == target.declaration; });
    if (node.name != "+=" || !isFloat(target) || !outside || !once) {
        return false;
    }
    const auto value = vectorOf(node.child(1));
    if (!value || mentions(node.child(1), target.declaration)) {
        return false;
    }
    m_sums.push_back(&target);
    m_body += target.name + "_" + m_width + " += " + *value + ";\n";
    return true;
}

bool VectorLoop::store(const Node& node)
{
    const Node& target = node.child(0);
    const auto value = noteAccess(target, true) ? vectorOf(node.child(1)) : std::nullopt;
    if (!value || (node.name != "=" && node.name.size() != 2)) {
        return false;
    }
    const std::string old = node.name == "=" ? "" : load(target) + " " + node.name.substr(0, 1) + " ";
    m_body += "vstore" + m_width + "(" + old + *value + ", 0, &" + m_kernel.text(target) + ");\n";
    return true;
}

bool VectorLoop::statement(const Node& node)
{
    if (node.kind == Kind::Declaration) {
        return declaration(node);
    }
    if (node.kind != Kind::Assign || node.children.size() != 2) {
        return false;
    }
    if (node.child(0).kind == Kind::Reference) {
        return sum(node);
    }
    return node.child(0).kind == Kind::Subscript && store(node);
}

std::optional<std::string> VectorLoop::write()
{
    if (!readHead()) {
        return std::nullopt;
    }
    const Node& body = m_loop.child(3);
    if (body.kind == Kind::Compound) {
        for (const auto& child : body.children) {
            if (!statement(*child)) {
                return std::nullopt;
            }
        }
    } else if (!statement(body)) {
        return std::nullopt;
    }
    // What one step writes another must not read: an array that is written is used at one place alone.
    for (const Node* access : m_accesses) {
        for (const Node* other : m_accesses) {
            if (m_written.contains(access->child(0).name) && access->child(0).name == other->child(0).name &&
                m_kernel.text(*access) != m_kernel.text(*other)) {
                return std::nullopt;
            }
        }
    }
    if (m_accesses.empty()) {
        return std::nullopt;
    }
    const std::string i = m_variable->name;
    const std::string bound = "(" + m_kernel.text(m_loop.child(1).child(1)) + ")";
    std::string text =
        "{\n" + m_kernel.text(m_loop.child(0)) + (m_kernel.text(m_loop.child(0)).ends_with(';') ? "\n" : ";\n");
    for (const Node* sum : m_sums) {
        text += m_type + " " + sum->name + "_" + m_width + " = 0;\n";
    }
    text += "for (; " + i + " + " + m_width + " <= " + bound + "; " + i + " += " + m_width + ") {\n" + m_body + "}\n";
    for (const Node* sum : m_sums) {
        text += sum->name + " += ";
        const std::string vector = sum->name + "_" + m_width;
        for (int lane = 0; lane < std::stoi(m_width); ++lane) {
            text += (lane == 0 ? "" : " + ") + vector + ".s" + "0123456789abcdef"[lane];
        }
        text += ";\n";
    }
    const std::string rest = m_kernel.text(body);
    return text + "for (; " + i + " < " + bound + "; ++" + i + ") " +
           (body.kind == Kind::Compound ? rest : "{\n" + rest + ";\n}") + "\n}";
}

} // namespace

std::vector<Site> DeviceVectors::sites(const Kernel& kernel) const
{
    std::vector<Site> list;
    for (const Node* loop : findAll(*kernel.root, Kind::For)) {
        for (int variant = 0; variant < 3; ++variant) {
            if (VectorLoop(kernel, *loop, kWidths[variant]).write()) {
                list.push_back(
                    {loop->begin, variant,
                     std::to_string(kWidths[variant]) + " wide, for (" + kernel.text(loop->child(0)) + " …)"});
            }
        }
    }
    return list;
}

Result<std::string> DeviceVectors::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Node* loop : findAll(*kernel.root, Kind::For)) {
        if (loop->begin == site.offset) {
            if (const auto text = VectorLoop(kernel, *loop, kWidths[site.variant]).write()) {
                Rewriter rewriter(kernel);
                rewriter.replace(*loop, *text);
                return rewriter.result();
            }
        }
    }
    return doesNotApply(name(), "the loop is not one over neighbouring floats");
}

} // namespace espalier::rules
