#pragma once

#include "core/graph/policychoice.h"
#include "widgets/panels/steerpopover.h"

#include <map>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;

namespace espalier {

/// The selection policy with its constants.
class PolicyPopover : public SteerPopover
{
    Q_OBJECT
public:
    PolicyPopover(const LiveGraph& live, Steering& steering, QWidget* parent);

protected:
    SteerCommand command() const override;

private:
    void showConstants(const PolicyChoice& choice);

    QComboBox* m_policy;
    QFormLayout* m_form;
    std::map<std::string, QDoubleSpinBox*> m_constants;
};

} // namespace espalier
