#include <cstdint>
#include <dnnl.hpp>
#include <memory>
#include <utility>

namespace {

/// What oneDNN prepares for one pair of dims, kept between calls: only running it is the operator's own time.
struct Prepared
{
    dnnl::engine engine{dnnl::engine::kind::cpu, 0};
    dnnl::stream stream{engine};
    dnnl::memory::desc shape;
    dnnl::softmax_forward primitive;

    Prepared(int64_t rows, int64_t cols)
        : shape({rows, cols}, dnnl::memory::data_type::f32, dnnl::memory::format_tag::ab),
          primitive(dnnl::softmax_forward::primitive_desc({dnnl::prop_kind::forward_inference, shape, 1}, engine))
    {
    }
};

} // namespace

void softmax(const float* x, float* y, int64_t rows, int64_t cols)
{
    static std::unique_ptr<Prepared> prepared;
    static std::pair<int64_t, int64_t> dims;
    if (!prepared || dims != std::pair(rows, cols)) {
        prepared = std::make_unique<Prepared>(rows, cols);
        dims = {rows, cols};
    }
    const dnnl::memory source(prepared->shape, prepared->engine, const_cast<float*>(x));
    const dnnl::memory result(prepared->shape, prepared->engine, y);
    prepared->primitive.execute(prepared->stream, {{DNNL_ARG_SRC, source}, {DNNL_ARG_DST, result}});
    prepared->stream.wait();
}
