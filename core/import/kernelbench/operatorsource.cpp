#include "core/import/kernelbench/operatorsource.h"

#include "core/import/kernelbench/elementplaces.h"

#include <algorithm>
#include <map>

namespace espalier {
namespace {

constexpr double kLongSum = 16384; ///< elements

using Kind = OperatorNode::Kind;
using Indices = ElementIndices;

class Writer
{
public:
    Writer(const OperatorGraph& graph, const OperatorSignature& signature, bool reference)
        : m_graph(graph), m_signature(signature), m_reference(reference),
          m_type(reference ? "double" : std::string(cppName(signature.dtype))), m_needed(graph.needed())
    {
    }

    std::string write()
    {
        chooseStored();
        NodeId last = m_graph.root;
        while (keepsPlaces(m_graph, m_graph.nodes[last])) {
            last = m_graph.nodes[last].operands[0];
        }
        m_buffers[last] = m_signature.output;
        for (NodeId node = 0; node < last; ++node) {
            if (m_needed[node] && m_stored[node]) {
                const std::string buffer = "t" + std::to_string(m_buffers.size() - 1);
                m_buffers[node] = buffer;
                line("std::vector<" + m_type + "> " + buffer + "(" + productText(m_graph.shape(node)) + ");");
                writeNest(node);
            }
        }
        writeNest(last);
        return "#include <algorithm>\n#include <cmath>\n#include <cstdint>\n#include <limits>\n#include "
               "<vector>\n\nvoid " +
               m_signature.task + (m_reference ? "_reference" : "") + "(" + parameters() + ")\n{\n" + m_text + "}\n";
    }

private:
    std::string parameters() const
    {
        std::vector<std::string> list;
        for (const GraphInput& input : m_graph.inputs) {
            list.push_back("const " + std::string(cppName(input.dtype)) + "* " + input.name);
        }
        list.push_back((isFloat(m_signature.outputType) ? m_type : "int64_t") + "* " + m_signature.output);
        for (const std::string& dim : m_signature.dims) {
            list.push_back("int64_t " + dim);
        }
        return joined(list, ", ");
    }

    /// Reductions, scans and products always; of what is elementwise, what one of them reads over and over or somebody
    /// else needs too.
    void chooseStored()
    {
        std::vector<int> consumers(m_graph.nodes.size(), 0);
        m_stored.assign(m_graph.nodes.size(), false);
        for (NodeId node = 0; node < m_graph.nodes.size(); ++node) {
            for (const NodeId operand : m_graph.nodes[node].operands) {
                consumers[operand] += m_needed[node] ? 1 : 0;
            }
        }
        for (NodeId node = 0; node < m_graph.nodes.size(); ++node) {
            const OperatorNode& one = m_graph.nodes[node];
            const bool readsOnce = one.kind == Kind::Reduce || one.kind == Kind::Scan;
            if (!readsOnce && one.kind != Kind::Matmul && one.kind != Kind::Windows) {
                continue;
            }
            m_stored[node] = one.kind != Kind::Windows;
            for (NodeId operand : one.operands) {
                while (movesElements(m_graph.nodes[operand])) {
                    operand = m_graph.nodes[operand].operands[0];
                }
                const Kind kind = m_graph.nodes[operand].kind;
                const bool elementwise = kind == Kind::Elementwise || kind == Kind::Band;
                if (elementwise && (!readsOnce || consumers[operand] > 1)) {
                    m_stored[operand] = true;
                }
            }
        }
    }

    void line(const std::string& text) { m_text += std::string(4 * (m_loops + 1), ' ') + text + "\n"; }

    /// Opens a loop over an axis unless its length is always 1; returns its index.
    std::string open(const Extent& extent, const std::string& index)
    {
        if (extent.dim.empty()) {
            return "0";
        }
        line("for (int64_t " + index + " = 0; " + index + " < " + extent.dim + "; ++" + index + ") {");
        ++m_loops;
        return index;
    }

    void closeTo(std::size_t loops)
    {
        while (m_loops > loops) {
            --m_loops;
            line("}");
        }
    }

    void writeNest(NodeId node)
    {
        m_known.clear();
        m_values = 0;
        m_windows = 0;
        const OperatorNode& one = m_graph.nodes[node];
        if (one.kind == Kind::Scan) {
            writeScan(one, m_buffers.at(node));
            return;
        }
        Indices at;
        for (std::size_t axis = 0; axis < one.shape.size(); ++axis) {
            at.push_back(open(one.shape[axis], "i" + std::to_string(axis)));
        }
        const std::string target = m_buffers.at(node) + "[" + place(one.shape, at) + "] = ";
        if (one.kind == Kind::Reduce) {
            writeReduction(one, at, target);
        } else if (one.kind == Kind::Matmul) {
            writeMatmul(one, at, target);
        } else {
            line(target + compute(node, at) + ";");
        }
        closeTo(0);
    }

    void writeReduction(const OperatorNode& one, Indices at, const std::string& target)
    {
        if (isPlace(one.reduction)) {
            writePlace(one, at, target);
            return;
        }
        const std::string infinity = "std::numeric_limits<" + m_type + ">::infinity()";
        const bool sum = one.reduction == Reduction::Sum;
        const bool largest = one.reduction == Reduction::Largest;
        const std::string name = sum ? "sum" : largest ? "most" : "least";
        line((sum ? sumType(one) : m_type) + " " + name + " = " +
             (sum       ? "0"
              : largest ? "-" + infinity
                        : infinity) +
             ";");
        const std::size_t outside = m_loops;
        for (const std::size_t axis : one.axes) {
            at[axis] = open(m_graph.shape(one.operands[0])[axis], "p" + std::to_string(axis));
        }
        const std::string value = element(one.operands[0], at);
        line(sum ? "sum += " + value + ";"
                 : name + " = std::" + (largest ? "max(" : "min(") + name + ", " + value + ");");
        closeTo(outside);
        line(target + (sum && sumType(one) != m_type ? m_type + "(sum);" : name + ";"));
    }

    void writePlace(const OperatorNode& one, Indices at, const std::string& target)
    {
        const bool largest = one.reduction == Reduction::PlaceOfLargest;
        const std::string name = largest ? "most" : "least";
        const std::size_t along = one.axes[0];
        line(m_type + " " + name + " = " + (largest ? "-" : "") + "std::numeric_limits<" + m_type + ">::infinity();");
        line("int64_t index = 0;");
        const std::size_t outside = m_loops;
        at[along] = open(m_graph.shape(one.operands[0])[along], "p" + std::to_string(along));
        const std::string value = element(one.operands[0], at);
        line("if (" + value + (largest ? " > " : " < ") + name + ") {");
        line("    " + name + " = " + value + ";");
        line("    index = " + at[along] + ";");
        line("}");
        closeTo(outside);
        line(target + "index;");
    }

    /// Along the axis in the innermost loop, whose running value is stored at each step.
    void writeScan(const OperatorNode& one, const std::string& buffer)
    {
        const bool sum = one.reduction == Reduction::Sum;
        const std::string name = sum ? "sum" : "product";
        const std::size_t along = one.axes[0];
        Indices at(one.shape.size());
        for (std::size_t axis = 0; axis < at.size(); ++axis) {
            at[axis] = axis == along ? "0" : open(one.shape[axis], "i" + std::to_string(axis));
        }
        const std::string type = sum ? sumType(one) : m_type; // another order would not help products
        line(type + " " + name + " = " + (sum ? "0;" : "1;"));
        const std::string step = open(one.shape[along], "p" + std::to_string(along));
        at[along] = one.reversed ? fromEnd(one.shape[along], step) : step;
        const std::string value = element(one.operands[0], at);
        line(name + (sum ? " += " : " *= ") + value + ";");
        const std::string stored = type == m_type ? name : m_type + "(" + name + ")";
        line(buffer + "[" + place(one.shape, at) + "] = " + stored + ";");
        closeTo(0);
    }

    /// One long sum after the other drifts in single precision: over 393,216 squares by 6e-5, which the task's own
    /// tolerance refuses.
    std::string sumType(const OperatorNode& one) const
    {
        double elements = 1;
        for (const std::size_t axis : one.axes) {
            elements *= static_cast<double>(m_graph.shape(one.operands[0])[axis].value);
        }
        return elements > kLongSum ? "double" : m_type;
    }

    void writeMatmul(const OperatorNode& one, const Indices& at, const std::string& target)
    {
        const NodeId left = one.operands[0];
        const NodeId right = one.operands[1];
        line(m_type + " sum = 0;");
        const std::size_t outside = m_loops;
        const std::string p = open(m_graph.shape(left).back(), "p0");
        Indices atLeft = at;
        atLeft.back() = p;
        Indices atRight = at;
        atRight[at.size() - 2] = p;
        if (m_graph.shape(right).size() == 2) {
            atRight = {p, at.back()};
        }
        const std::string a = element(left, atLeft);
        const std::string b = element(right, atRight);
        line("sum += " + a + " * " + b + ";");
        closeTo(outside);
        line(target + "sum;");
    }

    /// The value of a node at these indices, which are those of its own axes, as a name or a number.
    std::string element(NodeId node, const Indices& at)
    {
        const OperatorNode& one = m_graph.nodes[node];
        if (one.kind == Kind::Number) {
            return literal(one.number, m_type);
        }
        if (one.kind == Kind::Count) {
            return m_type + "(" + productText(one.extents) + ")";
        }
        if (one.kind == Kind::View) {
            Indices below(m_graph.shape(one.operands[0]).size(), "0");
            for (std::size_t i = 0; i < one.axes.size(); ++i) {
                if (one.axes[i] != OperatorNode::kNewAxis) {
                    below[one.axes[i]] = at[i];
                }
            }
            return element(one.operands[0], below);
        }
        if (one.kind == Kind::Flip) {
            Indices below = at;
            below[one.axes[0]] = fromEnd(one.shape[one.axes[0]], at[one.axes[0]]);
            return element(one.operands[0], below);
        }
        if (one.kind == Kind::Split || one.kind == Kind::Merge) {
            return element(one.operands[0], one.kind == Kind::Split
                                                ? joinedIndices(one, at)
                                                : dividedIndices(one, m_graph.shape(one.operands[0]), at));
        }
        if (one.kind == Kind::Pick) {
            Indices below = broadcastIndices(m_graph.shape(one.operands[0]), at);
            below[one.axes[0]] = element(one.operands[1], broadcastIndices(m_graph.shape(one.operands[1]), at));
            return element(one.operands[0], below);
        }
        if (one.kind == Kind::Windows) {
            return windowed(node, at);
        }
        const auto [known, isNew] = m_known.try_emplace({node, joined(at, ",")});
        if (isNew) {
            const std::string value =
                m_buffers.contains(node) ? m_buffers.at(node) + "[" + place(one.shape, at) + "]" : compute(node, at);
            const std::string name = "v" + std::to_string(m_values++);
            line("const " + (m_graph.isGivenPlace(node) ? "int64_t" : m_type) + " " + name + " = " + value + ";");
            known->second = name;
        }
        return known->second;
    }

    /// What a place of the window stands over. Where there may be nothing, element 0 is read instead and not used.
    std::string windowed(NodeId node, const Indices& at)
    {
        const OperatorNode& one = m_graph.nodes[node];
        const Window& w = one.window;
        const std::string step = at[w.axis];
        const std::string place = times(w.dilation, at.back());
        Indices below(at.begin(), at.end() - 1);
        if (w.staysInside()) {
            below[w.axis] = place == "0" && w.stride == 1 ? step : "(" + plus(times(w.stride, step), place) + ")";
            return element(one.operands[0], below);
        }
        const auto [known, isNew] = m_known.try_emplace({node, joined(at, ",")});
        if (isNew) {
            const std::string number = std::to_string(m_windows++);
            const std::string& length = m_graph.shape(one.operands[0])[w.axis].dim;
            const std::string from = w.spread ? step + " + " + std::to_string(w.before) + " - " + place
                                              : plus(times(w.stride, step), place) + " - " + std::to_string(w.before);
            const std::string stride = std::to_string(w.stride);
            const bool divided = w.spread && w.stride > 1;
            line("const int64_t j" + number + " = " + from + ";");
            line("const bool q" + number + " = j" + number + " >= 0 && j" + number +
                 (divided ? " % " + stride + " == 0 && j" + number + " / " + stride : std::string()) + " < " +
                 (length.empty() ? "1" : length) + ";");
            below[w.axis] =
                length.empty() ? "0" : "(q" + number + " ? j" + number + (divided ? " / " + stride : "") + " : 0)";
            const std::string inside = element(one.operands[0], below);
            const std::string name = "v" + std::to_string(m_values++);
            line("const " + m_type + " " + name + " = q" + number + " ? " + inside + " : " +
                 literal(w.outside, m_type) + ";");
            m_known[{node, joined(at, ",")}] = name;
            return name;
        }
        return known->second;
    }

    /// The expression of an elementwise node, an input or a view.
    std::string compute(NodeId node, const Indices& at)
    {
        const OperatorNode& one = m_graph.nodes[node];
        if (one.kind == Kind::Input) {
            return m_graph.inputs[one.input].name + "[" + place(one.shape, at) + "]";
        }
        if (one.kind != Kind::Elementwise && one.kind != Kind::Band) {
            return element(node, at);
        }
        std::vector<std::string> operands;
        for (const NodeId operand : one.operands) {
            operands.push_back(element(operand, broadcastIndices(m_graph.shape(operand), at)));
        }
        return one.kind == Kind::Band
                   ? isWithin(one.band, at[at.size() - 2], at.back()) + " ? " + operands[0] + " : " + literal(0, m_type)
                   : applied(one.function, operands);
    }

    const OperatorGraph& m_graph;
    const OperatorSignature& m_signature;
    bool m_reference;
    std::string m_type;
    std::vector<bool> m_needed;
    std::vector<bool> m_stored;
    std::map<NodeId, std::string> m_buffers; ///< of what has been written
    std::map<std::pair<NodeId, std::string>, std::string> m_known;
    std::size_t m_values = 0;
    std::size_t m_windows = 0;
    std::size_t m_loops = 0;
    std::string m_text;
};

} // namespace

bool isTakenBySource(const std::string& name)
{
    const bool numbered = name.size() > 1 && std::string("ijpqvt").find(name.front()) != std::string::npos &&
                          name.find_first_not_of("0123456789", 1) == std::string::npos;
    return numbered || name == "sum" || name == "product" || name == "most" || name == "least" || name == "index";
}

std::string seedSource(const OperatorGraph& graph, const OperatorSignature& signature)
{
    return Writer(graph, signature, false).write();
}

std::string referenceSource(const OperatorGraph& graph, const OperatorSignature& signature)
{
    return Writer(graph, signature, true).write();
}

} // namespace espalier
