package io.kindling.contract;

import io.kindling.graph.op.Abs;
import io.kindling.graph.op.Add;
import io.kindling.graph.op.Clip;
import io.kindling.graph.op.Div;
import io.kindling.graph.op.Elu;
import io.kindling.graph.op.Erf;
import io.kindling.graph.op.Exp;
import io.kindling.graph.op.Identity;
import io.kindling.graph.op.LeakyRelu;
import io.kindling.graph.op.Log;
import io.kindling.graph.op.Mul;
import io.kindling.graph.op.Neg;
import io.kindling.graph.op.Pow;
import io.kindling.graph.op.Relu;
import io.kindling.graph.op.Sigmoid;
import io.kindling.graph.op.Sign;
import io.kindling.graph.op.Softplus;
import io.kindling.graph.op.Sqrt;
import io.kindling.graph.op.Sub;
import io.kindling.graph.op.Tanh;

/** Operators that work element by element. */
final class ElementwiseCases {
  private ElementwiseCases() {}

  static void addTo(OpCases t) {
    t.row("add", new Add(), 0, 1);
    t.row("add_broadcast", new Add(), 0);
    t.row("add_row", new Add(), 0);
    t.row("sub_broadcast", new Sub(), 0);
    t.row("mul_broadcast", new Mul(), 0);
    t.row("mul_scalar", new Mul(), 0);
    t.row("div_broadcast", new Div(), 0);
    t.row("pow", new Pow(), 0);
    t.row("pow_square", new Pow(), 0);
    t.row("neg", new Neg(), 0);
    t.row("sqrt", new Sqrt(), 0);
    t.row("exp", new Exp(), 0);
    t.row("log", new Log(), 0);
    t.row("abs", new Abs(), 0);
    t.row("sign", new Sign(), 0);
    t.row("clip", new Clip(-0.5, 0.75), 0);
    t.row("relu", new Relu(), 0);
    t.row("relu_wide", new Relu(), 0);
    t.row("leaky_relu", new LeakyRelu(0.1f), 0);
    t.row("leaky_relu_negative", new LeakyRelu(-0.25f), 0);
    t.row("elu", new Elu(1.5f), 0);
    t.row("elu_negative", new Elu(-0.5f), 0);
    t.row("sigmoid", new Sigmoid(), 0);
    t.row("tanh", new Tanh(), 0);
    t.row("softplus", new Softplus(), 0);
    t.row("erf", new Erf(), 0);
    t.row("erf_wide", new Erf(), 0);
    t.row("identity", new Identity(), 0);
  }
}
