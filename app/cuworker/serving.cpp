#include "app/cuworker/serving.h"

#include "app/worker/post.h"

#include <cstdio>
#include <unistd.h>

namespace espalier {

int cannot(const Error& error, int code)
{
    std::fprintf(stderr, "%s\n", error.sentence().c_str());
    return code;
}

CudaRunner::Call callOf(const wire::Go& go)
{
    CudaRunner::Call call;
    if (go.inputs <= wire::kMaxTensors && go.outputs <= wire::kMaxTensors && go.dims <= wire::kMaxDims) {
        call.inputs.assign(go.inputOffset, go.inputOffset + go.inputs);
        call.outputs.assign(go.outputOffset, go.outputOffset + go.outputs);
        call.dims.assign(go.dim, go.dim + go.dims);
    }
    return call;
}

CudaRunner::Row rowOf(const wire::Go& go)
{
    return {go.repeats, go.inputStride, go.outputStride};
}

Result<double> runFor(const wire::Go& go, CudaRunner& runner)
{
    if (go.repeats > 0) {
        return runner.row(callOf(go), rowOf(go));
    }
    return runner.run(callOf(go), go.phase == wire::kWholeWarm ? CudaRunner::Code::Warm : CudaRunner::Code::AsFound);
}

void serve(const Run& run)
{
    for (;;) {
        const wire::Go go = post::nextCall();
        const auto seconds = run(go);
        if (!seconds) {
            _exit(cannot(seconds.error(), wire::kExitDeviceFault));
        }
        post::sayDeviceTime(go.nonce, *seconds);
        post::say(go.nonce);
    }
}

} // namespace espalier
