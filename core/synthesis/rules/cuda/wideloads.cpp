#include "core/synthesis/rules/cuda/wideloads.h"

#include "core/synthesis/rules/cuda/laneloop.h"
#include "core/synthesis/rules/cuda/strideloop.h"
#include "core/synthesis/rules/device/elementindex.h"
#include "core/synthesis/rules/loopnest.h"
#include "core/synthesis/rules/rewriter.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace espalier::rules {

namespace {

constexpr int kWidths[] = {4, 2};

/// Writes the wide form of one loop.
class WideLoop
{
public:
    WideLoop(const Kernel& kernel, StrideLoop loop, int width)
        : m_kernel(kernel), m_loop(std::move(loop)), m_width(width), m_type("float" + std::to_string(width))
    {
    }

    std::optional<std::string> write();

private:
    /// One element of an array, by its text.
    struct Element
    {
        std::vector<const Node*> uses;
        std::string wide; ///< name of its vector
        bool read = false;
        bool written = false;
    };

    bool gather();
    bool writesFit() const;
    bool isWide(const Node& subscript) const;
    bool note(const Node& subscript);
    void nameVectors();
    std::string aligned() const;
    std::string step(int component) const;
    std::string stepsOf() const;

    const Kernel& m_kernel;
    StrideLoop m_loop;
    int m_width;
    std::string m_type;
    std::map<std::string, Element> m_elements;
    std::set<unsigned> m_written; ///< arrays
};

bool WideLoop::isWide(const Node& subscript) const
{
    const Node& base = subscript.child(0);
    return base.kind == Kind::Reference && base.type.find('*') != std::string::npos &&
           (subscript.type == "float" || subscript.type == "const float") &&
           stepsByOne(subscript.child(1), m_loop.variable->declaration);
}

/// Where its value is stored it must be on every step, as a statement of the body itself.
bool WideLoop::note(const Node& subscript)
{
    Element& element = m_elements[withoutBlanks(m_kernel.text(subscript))];
    element.uses.push_back(&subscript);
    const Node& use = *subscript.parent;
    const bool target = use.kind == Kind::Assign && &use.child(0) == &subscript;
    if (!target) {
        element.read = true;
        return use.kind != Kind::Unary || use.name == "-" || use.name == "!";
    }
    element.read = element.read || use.name != "=";
    element.written = true;
    m_written.insert(subscript.child(0).declaration);
    return use.parent == m_loop.body || &use == m_loop.body;
}

bool WideLoop::gather()
{
    bool fits = true;
    walk(*m_loop.body, [&](const Node& at) {
        switch (at.kind) {
        case Kind::Return:
        case Kind::Break:
        case Kind::Continue:
        case Kind::Goto:
        case Kind::Lambda:
        case Kind::For:
        case Kind::While:
        case Kind::Do:
            fits = false;
            break;
        case Kind::Call:
            fits = fits && !at.name.starts_with("__st") && !at.name.starts_with("atomic") &&
                   !at.name.starts_with("__sync") && !at.name.starts_with("__shfl");
            break;
        case Kind::Unary:
            fits = fits && at.name != "&" && (at.name != "*");
            break;
        case Kind::Subscript:
            fits = fits && (!isWide(at) || note(at));
            break;
        default:
            break;
        }
        return fits;
    });
    return fits && !m_elements.empty() && writesFit();
}

/// An array that is written is used at one place alone, and no other way than these.
bool WideLoop::writesFit() const
{
    for (const Node* subscript : findAll(*m_loop.body, Kind::Subscript)) {
        const Node& base = subscript->child(0);
        const bool target = subscript->parent->kind == Kind::Assign && &subscript->parent->child(0) == subscript;
        if (!isWide(*subscript) &&
            ((target && base.type.find('*') != std::string::npos) || m_written.contains(base.declaration))) {
            return false;
        }
    }
    for (const auto& [text, element] : m_elements) {
        for (const auto& [other, with] : m_elements) {
            const unsigned array = element.uses.front()->child(0).declaration;
            if (text != other && m_written.contains(array) && with.uses.front()->child(0).declaration == array) {
                return false;
            }
        }
    }
    return true;
}

void WideLoop::nameVectors()
{
    std::string taken = m_kernel.source;
    for (auto& [text, element] : m_elements) {
        element.wide = freshName(taken, element.uses.front()->child(0).name + "_wide");
        taken += element.wide;
    }
}

/// Whether the addresses of the first elements are multiples of a vector's size.
std::string WideLoop::aligned() const
{
    std::string addresses;
    for (const auto& [text, element] : m_elements) {
        addresses +=
            (addresses.empty() ? "" : " | ") + std::string("(unsigned long)&") + m_kernel.text(*element.uses.front());
    }
    return "((" + addresses + ") & " + std::to_string(4 * m_width - 1) + ") == 0";
}

/// The body for one component of the vectors.
std::string WideLoop::step(int component) const
{
    Rewriter rewriter(m_kernel);
    for (const Node* reference : findAll(*m_loop.body, Kind::Reference)) {
        if (reference->declaration == m_loop.variable->declaration && component > 0) {
            rewriter.replace(*reference, "(" + reference->name + " + " + std::to_string(component) + ")");
        }
    }
    for (const auto& [text, element] : m_elements) {
        for (const Node* use : element.uses) {
            rewriter.replace(*use, element.wide + "." + "xyzw"[component]);
        }
    }
    const std::string text = rewriter.part(m_loop.body->begin, statementEnd(m_kernel, *m_loop.body));
    return m_loop.body->kind == Kind::Compound ? text + "\n" : "{\n" + text + "\n}\n";
}

std::string WideLoop::stepsOf() const
{
    std::string loads;
    std::string stored;
    for (const auto& [text, element] : m_elements) {
        const std::string address = "&" + m_kernel.text(*element.uses.front());
        loads += (element.written ? "" : "const ") + m_type + " " + element.wide +
                 (element.read ? " = *(const " + m_type + "*)" + address : "") + ";\n";
        stored += element.written ? "*(" + m_type + "*)" + address + " = " + element.wide + ";\n" : "";
    }
    for (int component = 0; component < m_width; ++component) {
        loads += step(component);
    }
    return loads + stored;
}

std::optional<std::string> WideLoop::write()
{
    if (!gather()) {
        return std::nullopt;
    }
    nameVectors();
    const std::string c = m_loop.variable->name;
    const std::string width = std::to_string(m_width);
    const std::string bound = "(" + m_kernel.text(*m_loop.bound) + ")";
    const std::string first = "(" + m_loop.first + ")";
    const bool alone = m_loop.lane.empty();
    const std::string rest = m_kernel.text(m_loop.body->begin, statementEnd(m_kernel, *m_loop.body));
    return "{\n" + plainType(m_kernel, *m_loop.variable) + " " + c + " = " + m_loop.first + ";\nif (" + aligned() +
           ") {\nfor (" + (alone ? "" : c + " += " + width + " * " + m_loop.lane) + "; " + c + " + " + width +
           " <= " + bound + "; " + c + " += " + width + (alone ? "" : " * " + m_loop.stride) + ") {\n" + stepsOf() +
           "}\n" +
           (alone ? "" : c + " = " + first + " + (" + bound + " - " + first + ") / " + width + " * " + width + ";\n") +
           "}\n" + kRestMark + " for (" + (alone ? "" : c + " += " + m_loop.lane) + "; " + c + " < " + bound + "; " +
           (alone ? "++" + c : c + " += " + m_loop.stride) + ") " + rest + "\n}";
}

/// The wide form of the loop at that place; nothing where there is none.
std::optional<std::string> wideForm(const Kernel& kernel, const Node& loop, int variant)
{
    const auto counting = strideLoop(kernel, loop);
    // The pragmas above would come to stand before a block.
    return counting && !hasPragma(kernel, loop) ? WideLoop(kernel, *counting, kWidths[variant]).write() : std::nullopt;
}

std::vector<const Node*> loopsOfKernels(const Kernel& kernel)
{
    std::vector<const Node*> loops;
    for (const Node* function : globalFunctions(kernel)) {
        const auto launch = onlyLaunchOf(kernel.source, function->name);
        if (launch && passesEachOnce(*launch)) {
            const auto found = findAll(*function, Kind::For);
            loops.insert(loops.end(), found.begin(), found.end());
        }
    }
    return loops;
}

} // namespace

std::vector<Site> WideLoads::sites(const Kernel& kernel) const
{
    std::vector<Site> list;
    for (const Node* loop : loopsOfKernels(kernel)) {
        for (int variant = 0; variant < 2; ++variant) {
            if (wideForm(kernel, *loop, variant)) {
                list.push_back(
                    {loop->begin, variant,
                     std::to_string(kWidths[variant]) + " wide, for (" + kernel.text(loop->child(0)) + " …)"});
            }
        }
    }
    return list;
}

Result<std::string> WideLoads::apply(const Kernel& kernel, const Site& site, Rng&) const
{
    for (const Node* loop : loopsOfKernels(kernel)) {
        if (loop->begin == site.offset) {
            if (const auto text = wideForm(kernel, *loop, site.variant)) {
                Rewriter rewriter(kernel);
                rewriter.replace(*loop, *text);
                return rewriter.result();
            }
        }
    }
    return doesNotApply(name(), "the loop is not one over neighbouring floats");
}

} // namespace espalier::rules
