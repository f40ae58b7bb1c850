#include "core/model/http/openhttpmodel.h"

#include "core/model/http/httpmodel.h"
#include "core/model/http/keychain.h"
#include "core/model/http/keylookup.h"

#include <utility>

namespace espalier {

bool namesHttpModel(const std::string& text)
{
    return text.starts_with("anthropic:") || text.starts_with("openai:");
}

Result<std::unique_ptr<Model>> openHttpModel(const std::string& text)
{
    Result<ModelChoice> choice = parseModelChoice(text);
    if (!choice) {
        return choice.error();
    }
    const Result<PriceTable> prices = PriceTable::load();
    if (!prices) {
        return prices.error();
    }
    Result<ApiKey> key = findKey(*choice, keyFromKeychain);
    if (!key) {
        return key.error();
    }
    const std::optional<Price> price = prices->find(choice->model);
    return std::unique_ptr<Model>(std::make_unique<HttpModel>(*std::move(choice), *std::move(key), price));
}

std::optional<std::string> priceNote(const std::string& text)
{
    const Result<ModelChoice> choice = parseModelChoice(text);
    const Result<PriceTable> prices = PriceTable::load();
    if (!choice || !prices || prices->find(choice->model)) {
        return std::nullopt;
    }
    return "The price of " + choice->model + " is not known, so what it costs counts as 0; put it into " +
           ownPricesFile().string() + ".";
}

} // namespace espalier
