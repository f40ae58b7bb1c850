#pragma once

#include <QLabel>

namespace espalier {

/// One line of plain text that ends in «…» where there is no room for all of it; the tool tip then has the whole. The
/// dynamic property `elides` says so to whoever looks for texts that are cut off.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget* parent = nullptr);

    QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    QString shown() const;
};

} // namespace espalier
