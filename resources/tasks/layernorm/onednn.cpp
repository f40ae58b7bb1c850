#include <cstdint>
#include <dnnl.hpp>
#include <memory>
#include <utility>

namespace {

using Flags = dnnl::normalization_flags;

/// What oneDNN prepares for one pair of dims, kept between calls: only running it is the operator's own time.
struct Prepared
{
    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    dnnl::stream stream{engine};
    dnnl::memory::desc shape;
    dnnl::memory::desc row;
    dnnl::layer_normalization_forward primitive;

    Prepared(int64_t rows, int64_t cols)
        : shape({rows, cols}, dnnl::memory::data_type::f32, dnnl::memory::format_tag::ab),
          row({cols}, dnnl::memory::data_type::f32, dnnl::memory::format_tag::a),
          primitive(dnnl::layer_normalization_forward::primitive_desc(
              {dnnl::prop_kind::forward_inference, shape, 1e-5f, Flags::use_scale | Flags::use_shift}, engine))
    {
    }
};

} // namespace

void layernorm(const float* x, const float* gamma, const float* beta, float* y, int64_t rows, int64_t cols)
{
    static std::unique_ptr<Prepared> prepared;
    static std::pair<int64_t, int64_t> dims;
    if (!prepared || dims != std::pair(rows, cols)) {
        prepared = std::make_unique<Prepared>(rows, cols);
        dims = {rows, cols};
    }
    const dnnl::memory source(prepared->shape, prepared->engine, const_cast<float*>(x));
    const dnnl::memory scale(prepared->row, prepared->engine, const_cast<float*>(gamma));
    const dnnl::memory shift(prepared->row, prepared->engine, const_cast<float*>(beta));
    const dnnl::memory result(prepared->shape, prepared->engine, y);
    prepared->primitive.execute(prepared->stream, {{DNNL_ARG_SRC, source},
                                                   {DNNL_ARG_SCALE, scale},
                                                   {DNNL_ARG_SHIFT, shift},
                                                   {DNNL_ARG_DST, result}});
    prepared->stream.wait();
}
