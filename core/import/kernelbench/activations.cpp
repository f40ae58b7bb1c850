#include "core/import/kernelbench/torchfunctions.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace espalier {
namespace {

constexpr double kSeluAlpha = 1.6732632423543772848;
constexpr double kSeluScale = 1.0507009873554804934;
constexpr double kSoftplusThreshold = 20;

/// Writes formulas of one tensor and numbers, whose shapes always fit.
class Formula
{
public:
    explicit Formula(OperatorGraph& graph) : m_graph(graph) {}

    NodeId two(Elementwise function, NodeId a, NodeId b) { return *m_graph.elementwise(function, a, b); }
    NodeId one(Elementwise function, NodeId a) { return m_graph.elementwise(function, a); }
    NodeId plus(NodeId a, double b) { return two(Elementwise::Add, a, m_graph.number(b)); }
    NodeId sum(NodeId a, NodeId b) { return two(Elementwise::Add, a, b); }
    NodeId times(NodeId a, double b) { return two(Elementwise::Multiply, a, m_graph.number(b)); }
    NodeId product(NodeId a, NodeId b) { return two(Elementwise::Multiply, a, b); }
    NodeId atLeast(NodeId a, double b) { return two(Elementwise::Maximum, a, m_graph.number(b)); }
    NodeId atMost(NodeId a, double b) { return two(Elementwise::Minimum, a, m_graph.number(b)); }
    NodeId between(NodeId a, double low, double high) { return atMost(atLeast(a, low), high); }

    NodeId sigmoid(NodeId x)
    {
        const NodeId below = plus(one(Elementwise::Exp, one(Elementwise::Negate, x)), 1);
        return two(Elementwise::Divide, m_graph.number(1), below);
    }
    /// log(1 + exp(-|x|)), which does not overflow
    NodeId logOfOnePlus(NodeId x)
    {
        return one(Elementwise::Log1p, one(Elementwise::Exp, one(Elementwise::Negate, one(Elementwise::Absolute, x))));
    }
    NodeId softplus(NodeId x) { return sum(atLeast(x, 0), logOfOnePlus(x)); }
    NodeId elu(NodeId x, double alpha)
    {
        return sum(atLeast(x, 0), times(one(Elementwise::Expm1, atMost(x, 0)), alpha));
    }
    NodeId hardsigmoid(NodeId x) { return times(between(plus(x, 3), 0, 6), 1.0 / 6); }
    NodeId gelu(NodeId x)
    {
        return product(times(x, 0.5), plus(one(Elementwise::Erf, times(x, 1 / std::numbers::sqrt2)), 1));
    }
    NodeId geluByTanh(NodeId x)
    {
        const NodeId cubic = sum(x, times(product(product(x, x), x), 0.044715));
        const NodeId tanh = one(Elementwise::Tanh, times(cubic, std::sqrt(2 / std::numbers::pi)));
        return product(times(x, 0.5), plus(tanh, 1));
    }

private:
    OperatorGraph& m_graph;
};

struct Activation
{
    const char* name;
    NodeId (*apply)(Formula& f, NodeId x, Arguments& arguments);
};

constexpr Activation kActivations[] = {
    {"relu", [](Formula& f, NodeId x, Arguments&) { return f.atLeast(x, 0); }},
    {"relu6", [](Formula& f, NodeId x, Arguments&) { return f.between(x, 0, 6); }},
    {"leaky_relu",
     [](Formula& f, NodeId x, Arguments& a) {
         return f.sum(f.atLeast(x, 0), f.times(f.atMost(x, 0), a.number(1, "negative_slope", 0.01)));
     }},
    {"elu", [](Formula& f, NodeId x, Arguments& a) { return f.elu(x, a.number(1, "alpha", 1)); }},
    {"selu", [](Formula& f, NodeId x, Arguments&) { return f.times(f.elu(x, kSeluAlpha), kSeluScale); }},
    {"gelu",
     [](Formula& f, NodeId x, Arguments& a) {
         const std::string approximate = a.text(1, "approximate", "none");
         if (approximate != "none" && approximate != "tanh") {
             a.fail("gelu knows no such approximation");
         }
         return approximate == "tanh" ? f.geluByTanh(x) : f.gelu(x);
     }},
    {"sigmoid", [](Formula& f, NodeId x, Arguments&) { return f.sigmoid(x); }},
    {"logsigmoid",
     [](Formula& f, NodeId x, Arguments&) { return f.two(Elementwise::Subtract, f.atMost(x, 0), f.logOfOnePlus(x)); }},
    {"silu", [](Formula& f, NodeId x, Arguments&) { return f.product(x, f.sigmoid(x)); }},
    {"mish", [](Formula& f, NodeId x, Arguments&) { return f.product(x, f.one(Elementwise::Tanh, f.softplus(x))); }},
    {"softplus",
     [](Formula& f, NodeId x, Arguments& a) {
         const double beta = a.number(1, "beta", 1);
         if (beta <= 0 || a.number(2, "threshold", kSoftplusThreshold) < kSoftplusThreshold) {
             a.fail("softplus is read with a positive beta and a threshold of at least 20");
         }
         return f.times(f.softplus(f.times(x, beta)), 1 / (beta > 0 ? beta : 1));
     }},
    {"softsign", [](Formula& f, NodeId x,
                    Arguments&) { return f.two(Elementwise::Divide, x, f.plus(f.one(Elementwise::Absolute, x), 1)); }},
    {"hardtanh", [](Formula& f, NodeId x,
                    Arguments& a) { return f.between(x, a.number(1, "min_val", -1), a.number(2, "max_val", 1)); }},
    {"hardsigmoid", [](Formula& f, NodeId x, Arguments&) { return f.hardsigmoid(x); }},
    {"hardswish", [](Formula& f, NodeId x, Arguments&) { return f.product(x, f.hardsigmoid(x)); }},
    {"clamp",
     [](Formula& f, NodeId x, Arguments& a) {
         const std::optional<double> low = a.number(1, "min");
         const std::optional<double> high = a.number(2, "max");
         const NodeId raised = low ? f.atLeast(x, *low) : x;
         return high ? f.atMost(raised, *high) : raised;
     }},
};

} // namespace

std::optional<NodeId> applyActivation(const std::string& name, OperatorGraph& graph, Arguments& arguments)
{
    const auto found = std::find_if(std::begin(kActivations), std::end(kActivations),
                                    [&](const Activation& activation) { return name == activation.name; });
    if (found == std::end(kActivations)) {
        return std::nullopt;
    }
    Formula formula(graph);
    return found->apply(formula, arguments.tensor(graph, 0, "input"), arguments);
}

} // namespace espalier
