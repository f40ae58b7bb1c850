#include "drawnkernels.h"

#include <algorithm>

using namespace espalier;

Roofs drawnMachine()
{
    Roofs roofs;
    roofs.cores = 8;
    roofs.vectors = "AVX2";
    roofs.levels = {{"L1", 256e3, 2000}, {"L2", 8e6, 1000}, {"DRAM", 0, 50}};
    roofs.fp32Gflops = 1000;
    roofs.fp64Gflops = 500;
    roofs.fp32ScalarGflops = 125;
    roofs.fp64ScalarGflops = 125;
    roofs.teamStartUs = 20;
    roofs.latencyUs = 2;
    return roofs;
}

static Expression formula(const std::string& text)
{
    return *Expression::parse(text, {"n"});
}

Task drawnTask(const std::string& flops, const std::string& bytes, DType dtype)
{
    Task task;
    task.name = "drawn";
    task.dims = {"n"};
    task.flops = formula(flops);
    task.bytes = formula(bytes);
    Tensor output;
    output.dtype = dtype;
    task.outputs = {output};
    return task;
}

CaseTiming timed(const std::string& name, std::int64_t n, double ms)
{
    CaseTiming timing;
    timing.name = name;
    timing.dims = {{"n", n}};
    timing.ms = ms;
    return timing;
}

BuildFacts parallelVectors()
{
    BuildFacts facts;
    facts.known = true;
    facts.instructions = 300;
    facts.arithmetic = facts.packed = 10;
    facts.vectorBits = 256;
    facts.parallel = true;
    return facts;
}

Diagnosis streaming(double ms, const BuildFacts& facts)
{
    return diagnose(drawnTask("2*n"), {timed("large", kMany, ms)}, drawnMachine(), facts);
}

bool says(const Diagnosis& diagnosis, const std::string& words)
{
    return std::any_of(diagnosis.facts.begin(), diagnosis.facts.end(),
                       [&](const std::string& fact) { return fact.find(words) != std::string::npos; });
}
