#include "core/synthesis/rules/registry.h"

#include "core/synthesis/rules/assumealigned.h"
#include "core/synthesis/rules/boundarysplit.h"
#include "core/synthesis/rules/branchfreesearch.h"
#include "core/synthesis/rules/cuda/cudaregistry.h"
#include "core/synthesis/rules/device/deviceregistry.h"
#include "core/synthesis/rules/fuseloops.h"
#include "core/synthesis/rules/hoistinvariant.h"
#include "core/synthesis/rules/interchange.h"
#include "core/synthesis/rules/jam.h"
#include "core/synthesis/rules/narrowindices.h"
#include "core/synthesis/rules/parallelouterloop.h"
#include "core/synthesis/rules/parallelschedule.h"
#include "core/synthesis/rules/partialaccumulators.h"
#include "core/synthesis/rules/restrictpointers.h"
#include "core/synthesis/rules/simdinner.h"
#include "core/synthesis/rules/simdscan.h"
#include "core/synthesis/rules/streamingstores.h"
#include "core/synthesis/rules/tilecolumns.h"
#include "core/synthesis/rules/tilereduction.h"
#include "core/synthesis/rules/triton/tritonregistry.h"
#include "core/synthesis/rules/unrollshort.h"

namespace espalier::rules {

const std::vector<std::unique_ptr<Transformation>>& transformations()
{
    static const std::vector<std::unique_ptr<Transformation>> all = [] {
        std::vector<std::unique_ptr<Transformation>> list;
        list.push_back(std::make_unique<ParallelOuterLoop>());
        list.push_back(std::make_unique<VectorStrip>());
        list.push_back(std::make_unique<RowBlock>());
        list.push_back(std::make_unique<SimdInner>());
        list.push_back(std::make_unique<BoundarySplit>());
        list.push_back(std::make_unique<Interchange>());
        list.push_back(std::make_unique<BranchFreeSearch>());
        list.push_back(std::make_unique<CountedSearch>());
        list.push_back(std::make_unique<SimdScan>());
        list.push_back(std::make_unique<PartialAccumulators>());
        list.push_back(std::make_unique<FuseLoops>());
        list.push_back(std::make_unique<UnrollShort>());
        list.push_back(std::make_unique<RestrictPointers>());
        list.push_back(std::make_unique<HoistDivision>());
        list.push_back(std::make_unique<NarrowIndices>());
        list.push_back(std::make_unique<ParallelSchedule>());
        list.push_back(std::make_unique<TileColumns>());
        list.push_back(std::make_unique<TileReduction>());
        list.push_back(std::make_unique<HoistInvariant>());
        list.push_back(std::make_unique<StreamingStores>());
        list.push_back(std::make_unique<AssumeAligned>());
        return list;
    }();
    return all;
}

const std::vector<std::unique_ptr<Transformation>>& transformationsOf(Dialect dialect)
{
    switch (dialect) {
    case Dialect::OpenCl:
        return deviceTransformations();
    case Dialect::Cuda:
        return cudaTransformations();
    case Dialect::Triton:
        return tritonTransformations();
    case Dialect::Cpp:
        break;
    }
    return transformations();
}

const Transformation* transformationNamed(std::string_view name, Dialect dialect)
{
    for (const auto& transformation : transformationsOf(dialect)) {
        if (transformation->name() == name) {
            return transformation.get();
        }
    }
    return nullptr;
}

const Transformation* transformationNamed(std::string_view name)
{
    for (const Dialect dialect : {Dialect::Cpp, Dialect::OpenCl, Dialect::Cuda, Dialect::Triton}) {
        if (const Transformation* found = transformationNamed(name, dialect)) {
            return found;
        }
    }
    return nullptr;
}

} // namespace espalier::rules
