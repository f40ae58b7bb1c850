#pragma once

#include <QLabel>

namespace espalier {

/// The small bold capitals above a part of the left column.
class SectionLabel : public QLabel
{
    Q_OBJECT
public:
    explicit SectionLabel(const QString& text, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitHeight();
};

} // namespace espalier
