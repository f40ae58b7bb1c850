#include "matrixformulas.h"

namespace espalier::test {
namespace {

using Inputs = std::vector<const float*>;
using Values = std::vector<double>;
using Index = std::int64_t;

/// Of two matrices of n x n.
double inProduct(const Inputs& in, Index n, Index row, Index column)
{
    double sum = 0;
    for (Index k = 0; k < n; ++k) {
        sum += static_cast<double>(in[0][row * n + k]) * in[1][k * n + column];
    }
    return sum;
}

Values symmetricProduct(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index n = d.at("n");
    for (Index i = 0; i < n * n; ++i) {
        out.push_back(inProduct(in, n, i / n, i % n));
    }
    return out;
}

Values upperTriangle(const Sizes& d, const Inputs& in)
{
    Values out;
    const Index n = d.at("n");
    for (Index i = 0; i < n * n; ++i) {
        out.push_back(i % n < i / n ? 0 : inProduct(in, n, i / n, i % n));
    }
    return out;
}

Values lowerTriangle(const Sizes& d, const Inputs& in)
{
    Values out;
    for (Index b = 0; b < d.at("batch_size"); ++b) {
        for (Index row = 0; row < d.at("rows"); ++row) {
            for (Index column = 0; column < d.at("cols"); ++column) {
                out.push_back(column < row ? in[0][(b * d.at("rows") + row) * d.at("cols") + column] : 0);
            }
        }
    }
    return out;
}

Values diagonalTimesMatrix(const Sizes& d, const Inputs& in)
{
    Values out;
    for (Index i = 0; i < d.at("n") * d.at("m"); ++i) {
        out.push_back(static_cast<double>(in[0][i / d.at("m")]) * in[1][i]);
    }
    return out;
}

Values matrixTimesNumber(const Sizes& d, const Inputs& in)
{
    Values out;
    for (Index i = 0; i < d.at("m") * d.at("n"); ++i) {
        out.push_back(static_cast<double>(in[0][i]) * *in[1]);
    }
    return out;
}

} // namespace

std::map<std::string, Formula> matrixFormulas()
{
    return {{"l1_28_upper_triangle", upperTriangle},
            {"l1_29_lower_triangle", lowerTriangle},
            {"l1_30_diagonal_times_matrix", diagonalTimesMatrix},
            {"l1_31_matrix_times_number", matrixTimesNumber},
            {"l1_32_symmetric_product", symmetricProduct}};
}

} // namespace espalier::test
