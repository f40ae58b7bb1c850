#pragma once

#include "core/import/kernelbench/extent.h"
#include "core/task/dtype.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace espalier {

/// The functions of elementwise nodes. Everything else that is elementwise is put together from them.
enum class Elementwise {
    Add,
    Subtract,
    Multiply,
    Divide,
    Maximum,
    Minimum,
    Negate,
    Absolute,
    Exp,
    Expm1,
    Log,
    Log1p,
    Sqrt,
    Tanh,
    Erf,
    XLogX, ///< x log x, and 0 of 0
};
enum class Reduction {
    Sum,
    Product, ///< of a Scan alone
    Largest,
    Smallest,
    PlaceOfLargest, ///< along one axis; of several equal ones that of the first
    PlaceOfSmallest,
};

/// A window of `places` along an axis: its place k at step o stands over element o * stride + k * dilation - before,
/// and over `outside` where there is none. Spread, it stands over the element i for which i * stride + k * dilation -
/// before is o, which is how a transposed convolution reads.
struct Window
{
    std::size_t axis = 0;
    std::int64_t places = 1;
    std::int64_t stride = 1;
    std::int64_t dilation = 1;
    std::int64_t before = 0; ///< padding at either end
    std::int64_t more = 0;   ///< padding at the far end besides; of a spread window steps beyond, its output_padding.
                             ///< Below 0 so many elements at that end stay out
    bool spread = false;
    bool beyond = false; ///< a last step may reach beyond the end, as PyTorch's ceil_mode has it
    double outside = 0;

    bool staysInside() const { return !spread && before == 0 && more <= 0 && !beyond; }
};

bool isPlace(Reduction reduction);

/// Of a matrix the elements whose column less their row is from `from` to `to`, without a bound where there is none.
struct Band
{
    std::optional<std::int64_t> from;
    std::optional<std::int64_t> to;

    bool isDiagonal() const { return from == 0 && to == 0; }
};

using NodeId = std::size_t;

/// A node of an operator written as a graph of few primitive operations, in an order in which operands come first.
struct OperatorNode
{
    enum class Kind {
        Input,       ///< number `input` of the task
        Number,      ///< `number` everywhere
        Count,       ///< the product of `extents`, of no axis
        Elementwise, ///< `function` of one or two operands, broadcast
        Reduce,      ///< `reduction` of the operand over `axes`, which stay with the length 1
        Scan,        ///< `reduction` of the operand along `axes[0]` up to each element, from the end if `reversed`
        View,        ///< axis i is axis `axes[i]` of the operand, or one of length 1 where that is kNewAxis; of an
                     ///< axis of the operand that is left out the first element
        Flip,        ///< the operand, axis `axes[0]` from its end
        Pick,        ///< along axis `axes[0]` of the first operand the element at the place that the second says, an
                     ///< input of whole numbers; otherwise the two are broadcast
        Band,        ///< the operand, broadcast to `shape`, where its last two axes are within `band`, else 0
        Windows,     ///< the axis of `window` becomes its steps, and its places become one more axis at the end
        Split,       ///< axis `axes[0]` becomes two, the second of them the faster
        Merge,       ///< axis `axes[0]` and the one behind it become one
        Matmul,      ///< [.., m, k] x [k, n] or [.., k, n] with the same axes before -> [.., m, n]
    };
    static constexpr std::size_t kNewAxis = static_cast<std::size_t>(-1);

    Kind kind = Kind::Number;
    TensorShape shape;
    std::vector<NodeId> operands;
    std::size_t input = 0;
    double number = 0;
    TensorShape extents;
    Elementwise function = Elementwise::Add;
    Reduction reduction = Reduction::Sum;
    std::vector<std::size_t> axes;
    bool reversed = false;
    Window window;
    Band band;
    int line = 0; ///< of the problem file
};

/// An input of the graph: one of get_inputs(), or a parameter of the model.
struct GraphInput
{
    std::string name;
    DType dtype = DType::Float32; ///< int32 stands for bools, 0 and 1; int64 are places
    TensorShape shape;
    Extent below;         ///< of places: they are from 0 to one less than this, whatever the case
    double deviation = 1; ///< of the normal distribution it is drawn from
    double mean = 0;
    bool parameter = false;
    bool factor = false; ///< of running products: drawn around 1, so that they neither vanish nor overflow
};

/// One output, `root`, of type float32 or float64 like all inputs but bools, or places, which are int64.
struct OperatorGraph
{
    std::vector<GraphInput> inputs;
    std::vector<OperatorNode> nodes;
    NodeId root = 0;
    std::vector<Extent> derived; ///< each must be a whole number from 1 in every case
    int line = 0;                ///< of the problem file, from which nodes come that are added now
    /// A length was more than a task's expression may say, or than can be counted; 1 stands for it.
    bool overlong = false;
    std::vector<std::string> readings; ///< which of several meanings a module was given, one clause each

    const TensorShape& shape(NodeId node) const { return nodes[node].shape; }
    NodeId add(OperatorNode node);
    NodeId number(double value, TensorShape shape = {});
    NodeId input(GraphInput input);
    /// Nothing where the shapes do not fit.
    std::optional<NodeId> elementwise(Elementwise function, NodeId a, NodeId b);
    NodeId elementwise(Elementwise function, NodeId a);
    NodeId reduce(Reduction reduction, NodeId operand, const std::vector<std::size_t>& axes);
    /// How many elements these lengths make, as a number that follows the sizes.
    NodeId count(TensorShape extents);
    /// The sum over these axes divided by how many elements they have.
    NodeId mean(NodeId operand, const std::vector<std::size_t>& axes);
    /// (x - mean) / sqrt(variance + eps) over these axes, the variance over their count.
    NodeId standardised(NodeId operand, const std::vector<std::size_t>& axes, double eps);
    /// Sum or Product along the axis.
    NodeId scan(Reduction reduction, NodeId operand, std::size_t axis, bool reversed = false);
    NodeId view(NodeId operand, const std::vector<std::size_t>& axes);
    NodeId flip(NodeId operand, std::size_t axis);
    /// Both have as many axes, and that of `places` is 1 long. Nothing where their shapes do not fit, or where `places`
    /// is no input whose numbers stay below the length of the axis by its name.
    std::optional<NodeId> pick(NodeId operand, NodeId places, std::size_t axis);
    /// Without these axes, which have the length 1 or of which only the first element counts.
    NodeId without(NodeId operand, const std::vector<std::size_t>& axes);
    std::optional<NodeId> matmul(NodeId a, NodeId b);
    /// Of the last two axes.
    NodeId banded(NodeId operand, const Band& band);
    /// The matrix with a vector as its diagonal.
    NodeId diagonal(NodeId vector);
    /// The vector of a node that diagonal() made.
    std::optional<NodeId> diagonalOf(NodeId node) const;
    /// Nothing where not one step of the window has room in the problem's own size.
    std::optional<NodeId> windows(NodeId operand, const Window& window);
    /// With so many numbers `outside` before an axis and behind it; below 0 so many elements less behind it. Nothing
    /// where no element is left.
    std::optional<NodeId> padded(NodeId operand, std::size_t axis, std::int64_t before, std::int64_t behind,
                                 double outside);
    /// The first elements of an axis. Nothing where it is not known to be longer than `length` by a number.
    std::optional<NodeId> first(NodeId operand, std::size_t axis, const Extent& length);
    /// No case has fewer elements in all of these lengths together, if the problem itself has not.
    void keepSeveral(const TensorShape& lengths, std::int64_t fewest);
    /// No case is shorter along an axis. False where the problem itself is.
    bool keepRoom(NodeId operand, std::size_t axis, std::int64_t length);
    /// Into `parts` of equal length; nothing where the problem's own size does not divide so.
    std::optional<NodeId> split(NodeId operand, std::size_t axis, const Extent& parts);
    /// With the one behind it. What was split before takes the length that it had, `as`.
    NodeId merge(NodeId operand, std::size_t axis, const std::optional<Extent>& as = std::nullopt);

    /// Which nodes the root needs.
    std::vector<bool> needed() const;
    /// The input whose elements these are, maybe elsewhere.
    std::optional<std::size_t> inputBehind(NodeId node) const;
    /// Whether these are places that the task is given.
    bool isGivenPlace(NodeId node) const;
    /// Whether these are bools or places.
    bool isWhole(NodeId node) const;

private:
    void keep(const Extent& extent);
    void bound(Extent& extent);
    /// Of which node these are the elements, maybe elsewhere.
    const OperatorNode& behind(NodeId node) const;
};

} // namespace espalier
